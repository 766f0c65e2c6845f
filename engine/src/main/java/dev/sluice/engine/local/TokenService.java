package dev.sluice.engine.local;

import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TaskStage;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.engine.TaskTokens;
import dev.sluice.engine.run.Core;
import dev.sluice.engine.run.Inbound;
import dev.sluice.engine.tasks.TokenCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends the answers that come back with tokens to the executions that wait for them.
final class TokenService implements TaskTokens {
    /// Bytes of an output, AWS's quota.
    static final int OUTPUT_BYTES_MAX = 262_144;

    private final Core core;
    private final TokenCodec tokens;

    TokenService(Core core, TokenCodec tokens) {
        this.core = core;
        this.tokens = tokens;
    }

    @Override
    public void succeed(String token, String output) {
        TokenCodec.Place place = tokens.read(token);
        tell(place, new Signal.TaskSucceeded(place.entry(), place.attempt(), parse(output)));
    }

    @Override
    public void fail(String token, @Nullable String error, @Nullable String cause) {
        TokenCodec.Place place = tokens.read(token);
        Failure failure = new Failure(error, cause);
        tell(place, new Signal.TaskFailed(place.entry(), place.attempt(), TaskStage.FAILED, failure));
    }

    @Override
    public void heartbeat(String token) {
        TokenCodec.Place place = tokens.read(token);
        tell(place, new Signal.Heartbeat(place.entry(), place.attempt()));
    }

    private void tell(TokenCodec.Place place, Signal signal) {
        Inbound.Told told = core.ask(place.partition(), place.execution(), signal);
        if (told != Inbound.Told.TAKEN) {
            throw new Refused("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
    }

    private static JsonNode parse(String output) {
        try {
            if (Json.utf8Bytes(output) > OUTPUT_BYTES_MAX) {
                throw invalid("Output exceeds the maximum length of " + OUTPUT_BYTES_MAX + " bytes.");
            }
            return Json.parse(output);
        } catch (MalformedJson e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Refused invalid(String reason) {
        return new Refused("InvalidOutput", "Invalid Output: '" + reason + "'");
    }
}
