package dev.sluice.gateway.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How AWS prints a value inside an error text: `[RoutingConfigurationListItem(weight=50, …)]`, `{key=value}`.
final class ShownValue {
    /// An error text repeats at most this much of what was sent.
    private static final int CHARS_MAX = 16_384;

    private ShownValue() {}

    static String of(Shape shape, JsonNode value) {
        String text = text(shape, value);
        return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX);
    }

    private static String text(Shape shape, JsonNode value) {
        return switch (shape) {
            case Shape.Structure s -> structure(s, value);
            case Shape.Sequence s ->
                value.valueStream()
                        .map(v -> text(s.element().shape(), v))
                        .toList()
                        .toString();
            case Shape.Dictionary d -> dictionary(d, value);
            case Shape.Text t -> t.sensitive() ? "***" : value.asString();
            case Shape.Blob _, Shape.Whole _, Shape.Real _, Shape.Bool _, Shape.Time _ -> value.asString("null");
            case Shape.Document _ -> value.toString();
        };
    }

    private static String structure(Shape.Structure shape, JsonNode value) {
        List<String> parts = new ArrayList<>();
        for (Member member : shape.members().values()) {
            JsonNode part = value.get(member.name());
            parts.add(lowerFirst(member.name()) + "=" + (part == null ? "null" : text(member.shape(), part)));
        }
        return shape.name() + "(" + String.join(", ", parts) + ")";
    }

    private static String dictionary(Shape.Dictionary shape, JsonNode value) {
        List<String> parts = new ArrayList<>();
        value.properties()
                .forEach(e -> parts.add(e.getKey() + "=" + text(shape.value().shape(), e.getValue())));
        return "{" + String.join(", ", parts) + "}";
    }

    /// AWS's paths begin each member with a small letter, whatever the model says.
    static String lowerFirst(String name) {
        return name.isEmpty() || Character.isLowerCase(name.charAt(0))
                ? name
                : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
