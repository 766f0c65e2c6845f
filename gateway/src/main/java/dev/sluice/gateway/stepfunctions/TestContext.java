package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.check.DefinitionCheck;
import dev.sluice.asl.model.State;
import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The context object of a tested state: the caller's own, or one that looks like an Express execution's.
final class TestContext {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private enum Kind {
        STRING("a string"),
        NUMBER("a number"),
        ANYTHING("anything");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean fits(JsonNode value) {
            return switch (this) {
                case STRING -> value.isString();
                case NUMBER -> value.isNumber();
                case ANYTHING -> true;
            };
        }
    }

    private static final Map<String, Map<String, Kind>> FIELDS = Map.of(
            "Execution",
                    Map.of(
                            "Id", Kind.STRING,
                            "Input", Kind.ANYTHING,
                            "Name", Kind.STRING,
                            "RoleArn", Kind.STRING,
                            "StartTime", Kind.STRING,
                            "RedriveCount", Kind.NUMBER,
                            "RedriveTime", Kind.STRING),
            "State", Map.of("EnteredTime", Kind.STRING, "Name", Kind.STRING, "RetryCount", Kind.NUMBER),
            "StateMachine", Map.of("Id", Kind.STRING, "Name", Kind.STRING),
            "Task", Map.of("Token", Kind.STRING));

    private TestContext() {}

    /// Reads the caller's context object. @throws Refused `ValidationException` for what AWS doesn't take in it
    static JsonNode given(String text) {
        JsonNode context;
        try {
            context = Json.parse(text);
        } catch (MalformedJson malformed) {
            throw refused("must be a JSON object");
        }
        if (!context.isObject()) throw refused("must be a JSON object");
        for (Map.Entry<String, JsonNode> field : context.properties()) {
            if (field.getKey().equals("Map")) {
                throw refused("'Map' field is not supported when mocking a Context object");
            }
            Map<String, Kind> members = FIELDS.get(field.getKey());
            if (members == null) throw refused("Field '" + field.getKey() + "' is not allowed");
            if (!field.getValue().isObject()) throw refused(field.getKey() + " must be an object");
            members(field.getKey(), members, field.getValue());
        }
        return context;
    }

    private static void members(String name, Map<String, Kind> members, JsonNode given) {
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            Kind kind = members.get(member.getKey());
            if (kind == null) throw refused("Field '" + member.getKey() + "' is not allowed");
            if (!kind.fits(member.getValue())) throw refused(name + "." + member.getKey() + " must be " + kind.words);
        }
    }

    private static Refused refused(String why) {
        return new Refused("ValidationException", "Invalid Context object provided: " + why);
    }

    /// What a state sees whose caller gave no context object.
    static JsonNode made(State state, JsonNode input, @Nullable String roleArn, Place place) {
        String now = MILLIS.format(place.now());
        ObjectNode execution = Json.object();
        execution.put("Id", place.arn("express:" + place.machine() + ":" + place.execution()));
        execution.set("Input", input);
        execution.put("Name", place.execution());
        execution.put("RoleArn", roleArn);
        execution.put("StartTime", now);
        ObjectNode machine = Json.object("Id", place.arn("stateMachine:" + place.machine()), "Name", place.machine());
        ObjectNode entered = Json.object("Name", DefinitionCheck.LONE_STATE_NAME, "EnteredTime", now);
        boolean works = state instanceof State.Task || state instanceof State.Map || state instanceof State.Parallel;
        if (works) entered.put("RetryCount", 0);
        ObjectNode context = Json.object();
        context.set("Execution", execution);
        context.set("StateMachine", machine);
        context.set("State", entered);
        return context;
    }

    /// Where the tested state is taken to run.
    ///
    /// @param machine and `execution`: names made up for this test
    record Place(String account, String region, String machine, String execution, Instant now) {
        String arn(String resource) {
            return Arn.of("states", region, account, resource).toString();
        }
    }
}
