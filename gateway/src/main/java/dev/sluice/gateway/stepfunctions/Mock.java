package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.model.Distribution;
import dev.sluice.asl.model.State;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Trial;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a tested state's work is told to give instead of being done.
final class Mock {
    private Mock() {}

    /// The mock of a request, checked against the state; null if there is none.
    ///
    /// @throws Refused `ValidationException` in AWS's words
    static Trial.@Nullable Done read(JsonNode input, State state, MockSchemas schemas) {
        JsonNode mock = input.path("mock");
        if (!mock.isObject()) return null;
        if (mock.has("result") && mock.has("errorOutput")) {
            throw refused("A test mock should have only one of the following fields: [result, errorOutput].");
        }
        if (Input.flag(input, "revealSecrets")) {
            throw refused("TestState does not support RevealSecrets when a mock is specified.");
        }
        if (!(state instanceof State.Task) && !(state instanceof State.Map) && !(state instanceof State.Parallel)) {
            throw refused("State type '" + state.core().type().text() + "' is not supported when a mock is specified");
        }
        if (mock.has("errorOutput")) {
            JsonNode error = mock.path("errorOutput");
            return new Trial.Done.Error(new Failure(Input.text(error, "error"), Input.text(error, "cause")));
        }
        if (!mock.has("result")) return null;
        JsonNode result = parsed(mock.path("result").asString(""));
        String mode = mock.path("fieldValidationMode").asString("STRICT");
        switch (state) {
            case State.Map map -> ofMap(map, result);
            case State.Parallel parallel -> ofParallel(parallel, result);
            case State.Task task -> schemas.check(task.resource(), result, mode);
            case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> {} // refused above
        }
        return new Trial.Done.Result(result);
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (MalformedJson malformed) {
            throw refused("Mocked result must be valid JSON.");
        }
    }

    private static void ofMap(State.Map map, JsonNode result) {
        Distribution distribution = map.distributed();
        Distribution.Writer writer = distribution == null ? null : distribution.writer();
        boolean stored = writer != null && writer.resource() != null;
        if (stored && !result.isObject()) throw refused("Mocked result must be a JSON object.");
        if (!stored && !result.isArray()) throw refused("Mocked result must be an array.");
    }

    private static void ofParallel(State.Parallel parallel, JsonNode result) {
        if (!result.isArray()) throw refused("Mocked result must be an array.");
        if (result.size() != parallel.branches().size()) {
            throw refused("Mocked result must contain the same number of items as number of Parallel branches.");
        }
    }

    static Refused refused(String text) {
        return new Refused("ValidationException", text);
    }
}
