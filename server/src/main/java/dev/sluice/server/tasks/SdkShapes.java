package dev.sluice.server.tasks;

import dev.sluice.core.Json;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Translates between a state's Parameters, written in PascalCase, and the members of a service's model.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">
///     AWS SDK integrations</a>
final class SdkShapes {
    private SdkShapes() {}

    /// A state's parameters as the service's input. A structure where the model wants text becomes its JSON text, as
    /// AWS does for `Input`, `Message`, `MessageBody`, `Detail` and their like.
    static JsonNode toModel(Shape shape, JsonNode value) {
        return switch (shape) {
            case Shape.Structure structure when value.isObject() -> structureToModel(structure, value);
            case Shape.Sequence sequence
            when value.isArray() -> {
                ArrayNode all = Json.array();
                value.forEach(each -> all.add(toModel(sequence.element().shape(), each)));
                yield all;
            }
            case Shape.Dictionary dictionary
            when value.isObject() -> {
                ObjectNode all = Json.object();
                value.properties()
                        .forEach(e ->
                                all.set(e.getKey(), toModel(dictionary.value().shape(), e.getValue())));
                yield all;
            }
            case Shape.Text text when value.isContainer() -> Json.text(Json.write(value));
            case Shape.Blob blob -> Json.text(base64(value));
            default -> value;
        };
    }

    /// A service's output as a state sees it: PascalCase members, times as ISO 8601, bytes as text.
    static JsonNode fromModel(Shape shape, JsonNode value) {
        return switch (shape) {
            case Shape.Structure structure
            when value.isObject() -> {
                ObjectNode all = Json.object();
                value.properties().forEach(e -> {
                    Member member = structure.members().get(e.getKey());
                    all.set(
                            pascal(e.getKey()),
                            member == null ? e.getValue() : fromModel(member.shape(), e.getValue()));
                });
                yield all;
            }
            case Shape.Sequence sequence
            when value.isArray() -> {
                ArrayNode all = Json.array();
                value.forEach(each -> all.add(fromModel(sequence.element().shape(), each)));
                yield all;
            }
            case Shape.Dictionary dictionary
            when value.isObject() -> {
                ObjectNode all = Json.object();
                value.properties()
                        .forEach(e ->
                                all.set(e.getKey(), fromModel(dictionary.value().shape(), e.getValue())));
                yield all;
            }
            case Shape.Time time when value.isNumber() -> Json.text(iso(value));
            case Shape.Blob blob
            when value.isString() ->
                Json.text(new String(Base64.getDecoder().decode(value.asString()), StandardCharsets.UTF_8));
            default -> value;
        };
    }

    /// A name as states write it.
    static String pascal(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonNode structureToModel(Shape.Structure structure, JsonNode value) {
        ObjectNode all = Json.object();
        value.properties().forEach(e -> {
            Optional<Member> member = member(structure, e.getKey());
            if (member.isEmpty()) all.set(e.getKey(), e.getValue());
            else all.set(member.get().name(), toModel(member.get().shape(), e.getValue()));
        });
        return all;
    }

    private static Optional<Member> member(Shape.Structure structure, String name) {
        Member exact = structure.members().get(name);
        if (exact != null) return Optional.of(exact);
        return structure.members().values().stream()
                .filter(member -> pascal(member.name()).equals(name))
                .findFirst();
    }

    /// Bytes are a value's JSON text, a string's quotes included: as recorded for S3's Body.
    private static String base64(JsonNode value) {
        return Base64.getEncoder().encodeToString(Json.writeBytes(value));
    }

    private static String iso(JsonNode seconds) {
        Instant at =
                Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue());
        String text = DateTimeFormatter.ISO_INSTANT.format(at);
        return text.contains(".") ? text : text.replace("Z", ".000Z").replace(".000Z", "Z");
    }
}
