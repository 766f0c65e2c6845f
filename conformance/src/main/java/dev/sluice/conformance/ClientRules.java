package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the recorded client refuses before it sends anything: wrong types, and what is too short or too small.
///
/// Some recordings hold such refusals; no server ever sees those calls.
final class ClientRules {
    private static final Map<String, String> TYPES = Map.of(
            "string", "<class 'str'>",
            "list", "<class 'list'>, <class 'tuple'>",
            "structure", "<class 'dict'>",
            "map", "<class 'dict'>");

    private final JsonNode model;

    ClientRules() {
        try (InputStream resource =
                ClientRules.class.getClassLoader().getResourceAsStream("dev/sluice/gateway/model/states.json")) {
            model = resource == null ? Json.object() : Json.parse(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The client's message, or empty if it would send the call.
    Optional<String> refusal(String operation, JsonNode params) {
        String shape = model.path("operations").path(operation).path("input").asString("");
        List<String> problems = new ArrayList<>();
        check(shape, params, "", problems);
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of("Parameter validation failed:\n" + String.join("\n", problems));
    }

    private void check(String shapeName, JsonNode value, String at, List<String> problems) {
        JsonNode shape = model.path("shapes").path(shapeName);
        String type = shape.path("type").asString("");
        if (value.isNull()) {
            problems.add("Invalid type for parameter " + at + ", value: None, type: <class 'NoneType'>, valid types: "
                    + TYPES.getOrDefault(type, type));
        } else if (type.equals("structure")) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String inner = shape.path("members")
                        .path(member.getKey())
                        .path("shape")
                        .asString("");
                check(inner, member.getValue(), at.isEmpty() ? member.getKey() : at + "." + member.getKey(), problems);
            }
        } else if (type.equals("list")) {
            tooShort(shape, value.size(), at, problems);
            String inner = shape.path("member")
                    .path("shape")
                    .asString(shape.path("member").asString(""));
            for (int i = 0; i < value.size(); i++) check(inner, value.path(i), at + "[" + i + "]", problems);
        } else if (type.equals("string") && value.isString()) {
            tooShort(shape, value.asString("").length(), at, problems);
        } else if (value.isNumber()
                && shape.has("min")
                && value.asLong() < shape.path("min").asLong()) {
            problems.add("Invalid value for parameter " + at + ", value: " + value.asLong() + ", valid min value: "
                    + shape.path("min").asLong());
        }
    }

    private static void tooShort(JsonNode shape, int length, String at, List<String> problems) {
        int min = shape.path("min").asInt(0);
        if (length < min) {
            problems.add("Invalid length for parameter " + at + ", value: " + length + ", valid min length: " + min);
        }
    }
}
