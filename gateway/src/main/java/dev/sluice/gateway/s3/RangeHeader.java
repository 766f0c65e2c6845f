package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.objects.Range;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `Range` header. S3 answers one range only and the whole object for several, or for what it can't read.
final class RangeHeader {
    private static final Pattern FORM = Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    private RangeHeader() {}

    /// The range asked for; empty for the whole. @throws Refused `InvalidRange`
    static Optional<Range> parse(String header, long size) {
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()) return Optional.empty();
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty() && last.isEmpty()) return Optional.empty();
        if (first.isEmpty()) {
            long count = Math.min(Long.parseLong(last), size);
            if (count == 0) throw unsatisfiable(header, size);
            return Optional.of(new Range(size - count, count));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Long.parseLong(last);
        if (to < from && !last.isEmpty()) return Optional.empty();
        if (from >= size) throw unsatisfiable(header, size);
        return Optional.of(new Range(from, Math.min(to, size - 1) - from + 1));
    }

    /// The range of a source, which must be whole and lie in it. @throws Refused `InvalidArgument`,
    /// `InvalidRange`
    static Range source(String header, long size) {
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches() || matcher.group(1).isEmpty() || matcher.group(2).isEmpty()) {
            throw S3Errors.invalid(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are"
                            + " the zero-based offsets of the first and last bytes to copy",
                    "x-amz-copy-source-range",
                    header);
        }
        long from = Long.parseLong(matcher.group(1));
        long to = Long.parseLong(matcher.group(2));
        if (to < from || from >= size || to >= size) {
            throw new Refused(
                    "InvalidRange", "The requested range is not satisfiable", Map.of("RangeRequested", header));
        }
        return new Range(from, to - from + 1);
    }

    private static Refused unsatisfiable(String header, long size) {
        return new Refused(
                "InvalidRange",
                "The requested range is not satisfiable",
                Map.of("RangeRequested", header, "ActualObjectSize", Long.toString(size)));
    }
}
