package dev.sluice.gateway.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Checks an input against the model's constraints and says what is wrong in AWS's words.
///
/// The wording, the paths (`routingConfiguration.1.member.weight`) and the rule that a list of plain values is
/// reported as a whole are those of recorded answers.
public final class Constraints {
    /// Longer texts aren't matched against patterns, whose running time a hostile text could drive up.
    private static final int PATTERN_CHARS_MAX = 8_192;

    private static final int VIOLATIONS_MAX = 20;

    private final List<String> found = new ArrayList<>();

    private Constraints() {}

    /// All violations in the model's order, each as `Value … at '…' failed to satisfy constraint: …`; empty if valid.
    ///
    /// @param input as [InputCleaner] left it
    public static List<String> violations(Shape.Structure shape, JsonNode input) {
        var check = new Constraints();
        check.structure(shape, input, "");
        return check.found;
    }

    /// AWS's text for some violations: `2 validation errors detected: …; …`.
    public static String text(List<String> violations) {
        String noun = violations.size() == 1 ? " validation error detected: " : " validation errors detected: ";
        return violations.size() + noun + String.join("; ", violations);
    }

    private void structure(Shape.Structure shape, JsonNode node, String path) {
        for (Member member : shape.members().values()) {
            if (found.size() >= VIOLATIONS_MAX) return;
            JsonNode value = node.get(member.name());
            String at = path + ShownValue.lowerFirst(member.name());
            if (value != null) member(member.shape(), value, at);
            else if (shape.required().contains(member.name())) {
                found.add("Value null at '" + at + "' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private void member(Shape shape, JsonNode value, String at) {
        for (String rule : broken(shape, value)) found.add(sentence(shape, value, at, rule));
        switch (shape) {
            case Shape.Structure s -> structure(s, value, at + ".");
            case Shape.Sequence s -> elements(s, value, at);
            case Shape.Dictionary d -> entries(d, value, at);
            case Shape.Text _,
                    Shape.Blob _,
                    Shape.Whole _,
                    Shape.Real _,
                    Shape.Bool _,
                    Shape.Time _,
                    Shape.Document _ -> {}
        }
    }

    private void elements(Shape.Sequence shape, JsonNode value, String at) {
        Shape element = shape.element().shape();
        if (container(element)) {
            for (int i = 0; i < value.size() && found.size() < VIOLATIONS_MAX; i++) {
                member(element, value.get(i), at + "." + (i + 1) + ".member");
            }
        } else if (value.valueStream().anyMatch(item -> !broken(element, item).isEmpty())) {
            found.add(sentence(shape, value, at, "Member must satisfy constraint: " + rules(element)));
        }
    }

    private void entries(Shape.Dictionary shape, JsonNode value, String at) {
        Shape key = shape.key().shape();
        Shape element = shape.value().shape();
        boolean badKey = value.propertyNames().stream()
                .anyMatch(name -> !broken(key, dev.sluice.core.Json.text(name)).isEmpty());
        if (badKey) found.add(sentence(shape, value, at, "Map keys must satisfy constraint: " + rules(key)));
        if (container(element)) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (found.size() >= VIOLATIONS_MAX) return;
                member(element, entry.getValue(), at + "." + entry.getKey() + ".member");
            }
        } else if (value.valueStream().anyMatch(item -> !broken(element, item).isEmpty())) {
            found.add(sentence(shape, value, at, "Map value must satisfy constraint: " + rules(element)));
        }
    }

    private static boolean container(Shape shape) {
        return shape instanceof Shape.Structure || shape instanceof Shape.Sequence || shape instanceof Shape.Dictionary;
    }

    private static String sentence(Shape shape, JsonNode value, String at, String rule) {
        String shown = shape instanceof Shape.Text text && text.sensitive()
                ? "Value"
                : "Value '" + ShownValue.of(shape, value) + "'";
        return shown + " at '" + at + "' failed to satisfy constraint: " + rule;
    }

    /// The rules of a shape that a value breaks, ignoring what is inside it.
    private static List<String> broken(Shape shape, JsonNode value) {
        return switch (shape) {
            case Shape.Text t -> text(t, value.asString());
            case Shape.Blob b -> length(b.length(), value.asString().length() / 4 * 3);
            case Shape.Sequence s -> length(s.length(), value.size());
            case Shape.Dictionary d -> length(d.length(), value.size());
            case Shape.Whole w -> bounded(w.range(), value.decimalValue(), "value");
            case Shape.Real r -> bounded(r.range(), value.decimalValue(), "value");
            case Shape.Structure _, Shape.Bool _, Shape.Time _, Shape.Document _ -> List.of();
        };
    }

    private static List<String> text(Shape.Text shape, String value) {
        if (!shape.values().isEmpty()) return shape.values().contains(value) ? List.of() : List.of(enumeration(shape));
        List<String> broken = length(shape.length(), value.codePointCount(0, value.length()));
        if (shape.pattern() == null || value.length() > PATTERN_CHARS_MAX) return broken;
        if (shape.pattern().matcher(value).matches()) return broken;
        List<String> all = new ArrayList<>(broken);
        all.add(pattern(shape));
        return all;
    }

    private static List<String> length(Shape.Bounds bounds, int length) {
        return bounds.none() ? List.of() : bounded(bounds, BigDecimal.valueOf(length), "length");
    }

    private static List<String> bounded(Shape.Bounds bounds, BigDecimal size, String what) {
        if (bounds.min() != null && size.compareTo(bounds.min()) < 0) return List.of(atLeast(bounds.min(), what));
        if (bounds.max() != null && size.compareTo(bounds.max()) > 0) return List.of(atMost(bounds.max(), what));
        return List.of();
    }

    /// All rules of a shape, as the list that AWS prints for elements.
    private static String rules(Shape shape) {
        List<String> rules = new ArrayList<>();
        switch (shape) {
            case Shape.Text t -> {
                bounds(rules, t.length(), "length");
                if (t.pattern() != null) rules.add(pattern(t));
                if (!t.values().isEmpty()) rules.add(enumeration(t));
            }
            case Shape.Blob b -> bounds(rules, b.length(), "length");
            case Shape.Whole w -> bounds(rules, w.range(), "value");
            case Shape.Real r -> bounds(rules, r.range(), "value");
            case Shape.Structure _,
                    Shape.Sequence _,
                    Shape.Dictionary _,
                    Shape.Bool _,
                    Shape.Time _,
                    Shape.Document _ -> {}
        }
        return rules.toString();
    }

    private static void bounds(List<String> rules, Shape.Bounds bounds, String what) {
        if (bounds.max() != null) rules.add(atMost(bounds.max(), what));
        if (bounds.min() != null) rules.add(atLeast(bounds.min(), what));
    }

    private static String atLeast(BigDecimal min, String what) {
        return "Member must have " + what + " greater than or equal to " + min.toPlainString();
    }

    private static String atMost(BigDecimal max, String what) {
        return "Member must have " + what + " less than or equal to " + max.toPlainString();
    }

    private static String pattern(Shape.Text shape) {
        return "Member must satisfy regular expression pattern: " + shape.pattern();
    }

    private static String enumeration(Shape.Text shape) {
        return "Member must satisfy enum value set: " + shape.values();
    }
}
