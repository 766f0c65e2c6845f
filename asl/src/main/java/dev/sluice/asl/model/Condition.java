package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// When a choice rule matches.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html">Choice state</a>
public sealed interface Condition {
    /// All of them.
    record And(List<Condition> parts) implements Condition {
        /// Copies the list.
        public And {
            parts = List.copyOf(parts);
        }
    }

    /// Any of them.
    record Or(List<Condition> parts) implements Condition {
        /// Copies the list.
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /// Not this one.
    record Not(Condition part) implements Condition {}

    /// A variable against a constant.
    record Compare(JsonPath variable, Comparison comparison, JsonNode constant) implements Condition {}

    /// A variable against a value found by another path (`StringEqualsPath` and so on).
    record ComparePath(JsonPath variable, Comparison comparison, JsonPath path) implements Condition {}

    /// What a variable is (`IsString` and so on).
    record Is(JsonPath variable, Kind kind, boolean expected) implements Condition {}

    /// A text against a pattern (`StringMatches`).
    record Matches(JsonPath variable, Glob glob) implements Condition {}

    /// JSONata's `Condition`, an expression.
    record Computed(JsonataExpression expression) implements Condition {}

    /// JSONata's `Condition`, a plain `true` or `false`.
    record Always(boolean value) implements Condition {}

    /// What `Is…` asks for.
    enum Kind {
        PRESENT,
        NULL,
        BOOLEAN,
        NUMERIC,
        STRING,
        TIMESTAMP
    }

    /// What is compared.
    enum Domain {
        BOOLEAN,
        NUMERIC,
        STRING,
        TIMESTAMP
    }

    /// How it is compared.
    enum Order {
        EQUALS,
        LESS_THAN,
        LESS_THAN_EQUALS,
        GREATER_THAN,
        GREATER_THAN_EQUALS
    }

    /// Such as `NumericLessThanEquals`.
    record Comparison(Domain domain, Order order) {}
}
