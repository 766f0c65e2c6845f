package dev.sluice.gateway.model;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings an input into the form services see: types as the model says, no nulls, no members the model doesn't know.
/// AWS ignores both of these as well.
@SuppressWarnings("ReferenceEquality") // the same node comes back where nothing had to change
public final class InputCleaner {
    private final String a;

    /// @param service whose wording counts: DynamoDB leaves an article out
    public InputCleaner(String service) {
        a = service.equals("dynamodb") ? " cannot be converted to " : " can not be converted to a";
    }

    /// The input as services see it; the same tree if there was nothing to do.
    ///
    /// @throws Refused `SerializationException` if a value has another type than the model's
    public JsonNode clean(Shape.Structure shape, JsonNode input) {
        return structure(shape, input);
    }

    private JsonNode value(Shape shape, JsonNode node) {
        return switch (shape) {
            case Shape.Structure s -> structure(s, node);
            case Shape.Sequence s -> sequence(s, node);
            case Shape.Dictionary d -> dictionary(d, node);
            case Shape.Text _ -> node.isString() ? node : wrong(node, "String");
            case Shape.Blob _ -> blob(node);
            case Shape.Whole w -> whole(w, node);
            case Shape.Real _ -> real(node);
            case Shape.Bool _ -> node.isBoolean() ? node : wrong(node, "Boolean");
            case Shape.Time _ -> time(node);
            case Shape.Document _ -> node;
        };
    }

    private JsonNode structure(Shape.Structure shape, JsonNode node) {
        if (!node.isObject()) throw unexpected(node, "Unexpected value type in payload");
        boolean same = true;
        ObjectNode out = Json.object();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Member member = shape.members().get(field.getKey());
            if (member == null || field.getValue().isNull()) {
                same = false;
                continue;
            }
            JsonNode cleaned = value(member.shape(), field.getValue());
            same &= cleaned == field.getValue();
            out.set(field.getKey(), cleaned);
        }
        return same ? node : out;
    }

    private JsonNode sequence(Shape.Sequence shape, JsonNode node) {
        if (!node.isArray()) throw unexpected(node, "Expected list or null");
        boolean same = true;
        ArrayNode out = Json.array();
        Shape element = shape.element().shape();
        for (JsonNode item : node) {
            JsonNode cleaned = item.isNull() ? item : value(element, item);
            same &= cleaned == item;
            out.add(cleaned);
        }
        return same ? node : out;
    }

    private JsonNode dictionary(Shape.Dictionary shape, JsonNode node) {
        if (!node.isObject()) throw unexpected(node, "Expected map or null");
        boolean same = true;
        ObjectNode out = Json.object();
        Shape element = shape.value().shape();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean absent = field.getValue().isNull();
            JsonNode cleaned = absent ? field.getValue() : value(element, field.getValue());
            same &= !absent && cleaned == field.getValue();
            if (!absent) out.set(field.getKey(), cleaned);
        }
        return same ? node : out;
    }

    private JsonNode blob(JsonNode node) {
        if (!node.isString()) return wrong(node, "Blob");
        try {
            // The decoder is the only judge of what is base64; the bytes are decoded again where they are used.
            Base64.getDecoder().decode(node.asString());
            return node;
        } catch (IllegalArgumentException e) {
            throw new Refused("SerializationException", "Invalid base64 text");
        }
    }

    private JsonNode whole(Shape.Whole shape, JsonNode node) {
        if (!node.isNumber()) return wrong(node, shape.wide() ? "Long" : "Integer");
        if (shape.wide() ? node.canConvertToLong() : node.canConvertToInt()) {
            if (node.isIntegralNumber()) return node;
            BigDecimal decimal = node.decimalValue();
            if (decimal.stripTrailingZeros().scale() <= 0) return Json.number(decimal.longValueExact());
        }
        throw new Refused(
                "SerializationException",
                "Number " + (node.isIntegralNumber() ? "is out of range" : "has a fraction") + " for "
                        + (shape.wide() ? "Long" : "Integer"));
    }

    private JsonNode real(JsonNode node) {
        return node.isNumber() ? node : wrong(node, "Double");
    }

    private JsonNode time(JsonNode node) {
        if (node.isNumber()) return node;
        if (!node.isString()) return wrong(node, "Timestamp");
        try {
            return seconds(OffsetDateTime.parse(node.asString()).toInstant());
        } catch (DateTimeParseException e) {
            return wrong(node, "Timestamp");
        }
    }

    /// A moment as services see it: epoch seconds, with milliseconds as a fraction where there are some.
    public static JsonNode seconds(Instant moment) {
        long millis = moment.toEpochMilli();
        return millis % 1000 == 0
                ? Json.number(millis / 1000)
                : tools.jackson.databind.node.JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(millis, 3));
    }

    private JsonNode wrong(JsonNode node, String wanted) {
        if (node.isContainer()) throw unexpected(node, "");
        String found = node.isString() ? "STRING_VALUE" : node.isBoolean() ? bool(node) : "NUMBER_VALUE";
        String article = !a.endsWith(" a") ? "" : wanted.startsWith("I") ? "n " : " ";
        throw new Refused("SerializationException", found + a + article + wanted);
    }

    private static String bool(JsonNode node) {
        return node.asBoolean() ? "TRUE_VALUE" : "FALSE_VALUE";
    }

    private static Refused unexpected(JsonNode node, String otherwise) {
        String text = node.isObject()
                ? "Start of structure or map found where not expected."
                : node.isArray() ? "Start of list found where not expected" : otherwise;
        return new Refused("SerializationException", text);
    }
}
