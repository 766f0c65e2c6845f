package dev.sluice.asl.step;

import dev.sluice.asl.model.State;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the expressions of a frame's state see: built only when a state has any.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">Context
// object</a>
final class Scopes {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Execution execution;
    private final TokenMinter tokens;
    private final Ambient ambient;
    private long lastMillis = Long.MIN_VALUE;
    private String lastTime = "";

    Scopes(Execution execution, TokenMinter tokens, Ambient ambient) {
        this.execution = execution;
        this.tokens = tokens;
        this.ambient = ambient;
    }

    /// What fields before the state's work see.
    Scope before(Frame frame) {
        return scope(frame, frame.input, context(frame), null, null);
    }

    /// What fields after the state's work see.
    Scope after(Frame frame, JsonNode result) {
        return scope(frame, frame.input, context(frame), "result", result);
    }

    /// What a catcher's fields see. @param errorOutput also `$` of a path
    Scope caught(Frame frame, JsonNode errorOutput) {
        return scope(frame, errorOutput, context(frame), "errorOutput", errorOutput);
    }

    /// What an ItemSelector sees.
    Scope item(Frame frame, int index, JsonNode item) {
        ObjectNode context = context(frame);
        context.set("Map", itemOf(index, item));
        return scope(frame, frame.input, context, null, null);
    }

    private Scope scope(
            Frame frame, JsonNode dollar, ObjectNode context, @Nullable String extra, @Nullable JsonNode extraValue) {
        ObjectNode states = null;
        if (frame.state().core().jsonata()) {
            states = Json.object();
            states.set("input", frame.input);
            states.set("context", context);
            if (extra != null) states.set(extra, extraValue);
        }
        return new Scope(dollar, context, frame.variables, ambient, states);
    }

    private ObjectNode context(Frame frame) {
        Execution.Constants constants = execution.constants();
        ObjectNode context = Json.object();
        context.set("Execution", constants.execution());
        addMap(frame, context);
        context.set("StateMachine", constants.stateMachine());
        ObjectNode state = Json.object("Name", frame.state().name(), "EnteredTime", enteredTime(frame));
        if (frame.state() instanceof State.Task task) {
            state.put("RetryCount", frame.attempt);
            addToken(frame, task, context);
        }
        context.set("State", state);
        return context;
    }

    private void addToken(Frame frame, State.Task task, ObjectNode context) {
        if (!task.resource().submits()) return;
        String token = tokens.mint(execution.identity().executionArn(), frame.entry, frame.attempt);
        context.set("Task", Json.object("Token", token));
    }

    private static void addMap(Frame frame, ObjectNode context) {
        for (Frame inner = frame; inner.parent != null; inner = inner.parent) {
            if (inner.parent.phase instanceof Phase.Joining joining && joining.plan != null) {
                context.set("Map", itemOf(inner.index, joining.plan.items().get(inner.index)));
                return;
            }
        }
    }

    private static ObjectNode itemOf(int index, JsonNode value) {
        ObjectNode item = Json.object();
        item.put("Index", index);
        item.set("Value", value);
        ObjectNode map = Json.object();
        map.set("Item", item);
        return map;
    }

    /// The parts of the context object that stay the same throughout an execution.
    static Execution.Constants constants(Execution execution) {
        Identity identity = execution.identity();
        ObjectNode run = Json.object();
        run.put("Id", identity.executionArn());
        run.set("Input", execution.input());
        run.put("StartTime", time(execution.startedAtMillis()));
        run.put("Name", identity.name());
        run.put("RoleArn", identity.roleArn());
        run.put("RedriveCount", 0);
        return new Execution.Constants(
                run, Json.object("Id", identity.stateMachineArn(), "Name", identity.stateMachineName()));
    }

    private String enteredTime(Frame frame) {
        // Most states of a turn are entered within the same millisecond.
        if (frame.enteredAtMillis != lastMillis) {
            lastMillis = frame.enteredAtMillis;
            lastTime = time(lastMillis);
        }
        return lastTime;
    }

    private static String time(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis));
    }
}
