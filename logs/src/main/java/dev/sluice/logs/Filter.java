package dev.sluice.logs;

import dev.sluice.core.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A filter pattern of terms: all plain ones must occur, one of those with `?`, none of those with `-`.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Syntax</a>
public final class Filter {
    /// Everything.
    public static final Filter ALL = new Filter(List.of(), List.of(), List.of());

    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    private final List<String> required;
    private final List<String> optional;
    private final List<String> excluded;

    private Filter(List<String> required, List<String> optional, List<String> excluded) {
        this.required = required;
        this.optional = optional;
        this.excluded = excluded;
    }

    /// Reads a pattern.
    ///
    /// @throws Refused `InvalidParameterException` for patterns on fields (`{ $.a = 1 }`, `[a, b]`) and regular
    ///     expressions, which aren't available here
    public static Filter parse(String pattern) {
        String text = pattern.strip();
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("%")) {
            throw new Refused(
                    "InvalidParameterException",
                    "Invalid filter pattern: only patterns of terms are available on this server");
        }
        List<String> required = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        Matcher terms = TERM.matcher(text);
        while (terms.find()) {
            String quoted = terms.group(2);
            String term = quoted == null ? terms.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            switch (terms.group(1)) {
                case "?" -> optional.add(term);
                case "-" -> excluded.add(term);
                default -> required.add(term);
            }
        }
        return new Filter(required, optional, excluded);
    }

    /// Whether a line is wanted; letters' case counts.
    boolean matches(String message) {
        return required.stream().allMatch(message::contains)
                && excluded.stream().noneMatch(message::contains)
                && (optional.isEmpty() || optional.stream().anyMatch(message::contains));
    }
}
