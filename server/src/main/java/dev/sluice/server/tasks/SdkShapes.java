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

    /// What changes on the way: the names of a structure's members, and single values.
    private interface Translation {
        String name(Shape.Structure structure, String name);

        JsonNode value(Shape shape, JsonNode value);
    }

    /// A state's parameters as the service's input. A structure where the model wants text becomes its JSON text, as
    /// AWS does for `Input`, `Message`, `MessageBody`, `Detail` and their like.
    static JsonNode toModel(Shape shape, JsonNode value) {
        return translate(shape, value, new Translation() {
            @Override
            public String name(Shape.Structure structure, String name) {
                return member(structure, name).map(Member::name).orElse(name);
            }

            @Override
            public JsonNode value(Shape single, JsonNode value) {
                if (single instanceof Shape.Blob) return Json.text(base64(value));
                boolean text = single instanceof Shape.Text && value.isContainer();
                return text ? Json.text(Json.write(value)) : value;
            }
        });
    }

    /// A service's output as a state sees it: PascalCase members, times as ISO 8601, bytes as text.
    static JsonNode fromModel(Shape shape, JsonNode value) {
        return translate(shape, value, new Translation() {
            @Override
            public String name(Shape.Structure structure, String name) {
                return pascal(name);
            }

            @Override
            public JsonNode value(Shape single, JsonNode value) {
                if (single instanceof Shape.Time && value.isNumber()) return Json.text(iso(value));
                if (!(single instanceof Shape.Blob) || !value.isString()) return value;
                return Json.text(new String(Base64.getDecoder().decode(value.asString()), StandardCharsets.UTF_8));
            }
        });
    }

    private static JsonNode translate(Shape shape, JsonNode value, Translation translation) {
        ObjectNode object = Json.object();
        switch (shape) {
            case Shape.Structure structure
            when value.isObject() ->
                value.properties().forEach(e -> {
                    JsonNode translated = member(structure, e.getKey())
                            .map(member -> translate(member.shape(), e.getValue(), translation))
                            .orElse(e.getValue());
                    object.set(translation.name(structure, e.getKey()), translated);
                });
            case Shape.Dictionary dictionary
            when value.isObject() ->
                value.properties()
                        .forEach(e -> object.set(
                                e.getKey(), translate(dictionary.value().shape(), e.getValue(), translation)));
            case Shape.Sequence sequence
            when value.isArray() -> {
                ArrayNode all = Json.array();
                value.forEach(each -> all.add(translate(sequence.element().shape(), each, translation)));
                return all;
            }
            default -> {
                return translation.value(shape, value);
            }
        }
        return object;
    }

    /// A name as states write it.
    static String pascal(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
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
