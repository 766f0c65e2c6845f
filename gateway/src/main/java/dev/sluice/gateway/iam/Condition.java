package dev.sluice.gateway.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of a policy's `Condition`: an operator, a key and the values to compare with.
///
/// @param test null for `Null`, which asks whether the key is absent
/// @param set how several values of the request count
/// @param ifExists whether a key that is absent holds
record Condition(@Nullable ConditionOperator test, Quantifier set, boolean ifExists, String key, List<String> wanted) {
    /// How several values count.
    enum Quantifier {
        ONE,
        ANY,
        ALL
    }

    /// Reads a `Condition` element.
    ///
    /// @throws IllegalArgumentException naming an operator that isn't known
    static List<Condition> read(JsonNode element) {
        List<Condition> conditions = new ArrayList<>();
        element.properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.add(
                                read(operator.getKey(), key.getKey(), Statement.texts(key.getValue())))));
        return List.copyOf(conditions);
    }

    private static Condition read(String operator, String key, List<String> wanted) {
        Quantifier set = Quantifier.ONE;
        String name = operator;
        int colon = operator.indexOf(':');
        if (colon >= 0) {
            set = switch (operator.substring(0, colon)) {
                case "ForAnyValue" -> Quantifier.ANY;
                case "ForAllValues" -> Quantifier.ALL;
                default -> throw new IllegalArgumentException("unknown condition operator " + operator);
            };
            name = operator.substring(colon + 1);
        }
        if (name.equals("Null")) return new Condition(null, set, false, key, wanted);
        boolean ifExists = name.toLowerCase(Locale.ROOT).endsWith("ifexists");
        String bare = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        ConditionOperator test = ConditionOperator.named(bare)
                .orElseThrow(() -> new IllegalArgumentException("unknown condition operator " + operator));
        return new Condition(test, set, ifExists, key, wanted);
    }

    boolean holds(Question question) {
        List<String> values = question.values(key);
        ConditionOperator operator = test;
        if (operator == null) return wanted.stream().anyMatch(w -> Boolean.parseBoolean(w) == values.isEmpty());
        if (values.isEmpty()) return ifExists || operator.negated() || set == Quantifier.ALL;
        return set == Quantifier.ALL
                ? values.stream().allMatch(value -> one(operator, question, value))
                : values.stream().anyMatch(value -> one(operator, question, value));
    }

    private boolean one(ConditionOperator operator, Question question, String value) {
        return wanted.stream().anyMatch(w -> operator.matches(question, value, w)) != operator.negated();
    }
}
