package dev.sluice.gateway.wire;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Shape;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads a form by the shape it should have.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQuery</a>
final class FormReader {
    private FormReader() {}

    static ObjectNode structure(Shape.Structure shape, FormTree form) {
        ObjectNode out = Json.object();
        for (Member member : shape.members().values()) {
            FormTree part = part(member, form);
            if (part != null) out.set(member.name(), value(member.shape(), part));
        }
        return out;
    }

    /// A member's part of the form. A flattened list or map takes the name of its elements where they have one.
    private static @Nullable FormTree part(Member member, FormTree form) {
        FormTree own = form.child(member.queryName());
        if (own != null) return own;
        FormTree flat =
                switch (member.shape()) {
                    case Shape.Sequence s
                    when s.flattened() -> form.child(s.element().queryName());
                    case Shape.Dictionary d when d.flattened() && !d.queryName().isEmpty() -> form.child(d.queryName());
                    default -> null;
                };
        return flat != null ? flat : form.child(member.name());
    }

    private static JsonNode value(Shape shape, FormTree form) {
        return switch (shape) {
            case Shape.Structure s -> structure(s, form);
            case Shape.Sequence s -> sequence(s, form);
            case Shape.Dictionary d -> dictionary(d, form);
            case Shape.Text _, Shape.Blob _, Shape.Document _ -> Json.text(text(form));
            case Shape.Whole _, Shape.Real _, Shape.Bool _, Shape.Time _ -> plain(shape, text(form));
        };
    }

    private static String text(FormTree form) {
        String value = form.value();
        return value == null ? "" : value;
    }

    /// A plain value from its text; also for headers, labels and query parameters of the REST protocols.
    static JsonNode plain(Shape shape, String text) {
        return switch (shape) {
            case Shape.Whole _ -> number(text, "Integer");
            case Shape.Real _ -> number(text, "Double");
            case Shape.Bool _ -> bool(text);
            case Shape.Time _ -> Times.read(text);
            case Shape.Text _, Shape.Blob _, Shape.Document _ -> Json.text(text);
            case Shape.Structure _, Shape.Sequence _, Shape.Dictionary _ -> Json.text(text);
        };
    }

    private static JsonNode number(String text, String type) {
        try {
            if (text.length() > Json.NUMBER_DIGITS_MAX) throw new NumberFormatException("too long");
            BigDecimal number = new BigDecimal(text.strip());
            boolean whole = number.scale() == 0 && number.precision() < 19;
            if (!whole) return JsonNodeFactory.instance.numberNode(number);
            long value = number.longValueExact();
            // The same kind of node that JSON's parser makes, so that trees compare equal whichever way they came.
            return (int) value == value ? JsonNodeFactory.instance.numberNode((int) value) : Json.number(value);
        } catch (NumberFormatException e) {
            throw new Refused("SerializationException", "STRING_VALUE can not be converted to a " + type);
        }
    }

    private static JsonNode bool(String text) {
        return switch (text) {
            case "true", "True" -> Json.bool(true);
            case "false", "False" -> Json.bool(false);
            default -> throw new Refused("SerializationException", "STRING_VALUE can not be converted to a Boolean");
        };
    }

    private static JsonNode sequence(Shape.Sequence shape, FormTree form) {
        ArrayNode out = Json.array();
        FormTree wrapped = form.child(shape.element().queryName());
        FormTree elements = wrapped != null ? wrapped : form.child("member") != null ? form.child("member") : form;
        if (elements == null) return out;
        for (FormTree element : elements.numbered())
            out.add(value(shape.element().shape(), element));
        return out;
    }

    private static JsonNode dictionary(Shape.Dictionary shape, FormTree form) {
        ObjectNode out = Json.object();
        FormTree entry = form.child("entry");
        for (FormTree pair : (entry == null ? form : entry).numbered()) {
            FormTree key = pair.child(shape.key().queryName());
            FormTree value = pair.child(shape.value().queryName());
            if (key == null || key.value() == null) throw new Refused("MalformedInput", "A map's entry has no key");
            out.set(text(key), value(shape.value().shape(), value == null ? new FormTree() : value));
        }
        return out;
    }
}
