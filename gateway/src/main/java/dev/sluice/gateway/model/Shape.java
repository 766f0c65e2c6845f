package dev.sluice.gateway.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One type of an AWS service model.
///
/// @see <a href="https://smithy.io/2.0/spec/index.html">Smithy, the language these models come from</a>
public sealed interface Shape {
    /// Its name in the model, such as `CreateStateMachineInput`.
    String name();

    /// What a value's length (text, list, map) or size (number) must keep to; null where unbounded.
    record Bounds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        /// No bounds.
        public static final Bounds NONE = new Bounds(null, null);

        /// Whether anything is bounded.
        public boolean none() {
            return min == null && max == null;
        }
    }

    /// A structure; also the input, output and errors of operations.
    ///
    /// @param payload the member that is the whole body in the REST protocols; null if all unbound members are
    /// @param union whether exactly one member must be set
    /// @param error what makes it an error; null for other structures
    record Structure(
            String name,
            Map<String, Member> members,
            Set<String> required,
            @Nullable String payload,
            boolean union,
            @Nullable ErrorTrait error)
            implements Shape {}

    /// How an error structure goes over the wire.
    ///
    /// @param code AWS's code, which in the query protocol may differ from the shape's name
    /// @param status the HTTP status; 0 if the model doesn't say
    record ErrorTrait(String code, int status) {}

    /// A list or set.
    record Sequence(String name, Member element, Bounds length, boolean flattened) implements Shape {}

    /// A map with text keys.
    record Dictionary(String name, Member key, Member value, Bounds length, boolean flattened, String queryName)
            implements Shape {}

    /// A text.
    ///
    /// @param pattern null where anything goes
    /// @param values the enumeration, empty where there is none
    /// @param sensitive whether error texts leave the value out
    record Text(String name, Bounds length, @Nullable Pattern pattern, List<String> values, boolean sensitive)
            implements Shape {}

    /// Bytes; base64 in JSON.
    record Blob(String name, Bounds length, boolean streaming) implements Shape {}

    /// An integer of up to 64 bits.
    record Whole(String name, Bounds range, boolean wide) implements Shape {}

    /// A decimal number.
    record Real(String name, Bounds range) implements Shape {}

    /// True or false.
    record Bool(String name) implements Shape {}

    /// A moment, as epoch seconds in the trees that services see.
    ///
    /// @param format `iso8601`, `rfc822`, `unixTimestamp`, or null for the protocol's own
    record Time(String name, @Nullable String format) implements Shape {}

    /// Any JSON value.
    record Document(String name) implements Shape {}
}
