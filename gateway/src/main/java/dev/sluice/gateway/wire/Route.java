package dev.sluice.gateway.wire;

import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.sigv4.UriText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An operation's path template: `/2015-03-31/functions/{FunctionName}/invocations`.
///
/// @param segments literals, `{Name}`, or as the last one `{Name+}` that takes all the rest
record Route(Operation operation, List<String> segments) {
    static Route of(Operation operation) {
        String path = operation.uri();
        int question = path.indexOf('?');
        return new Route(operation, split(question < 0 ? path : path.substring(0, question)));
    }

    static List<String> split(String path) {
        String trimmed = path.startsWith("/") ? path.substring(1) : path;
        if (trimmed.endsWith("/")) trimmed = trimmed.substring(0, trimmed.length() - 1);
        return List.of(trimmed.split("/", -1));
    }

    /// Routes with more literal segments are tried first: `/tags/{Arn}` must not take what is `/tags/all`.
    long literals() {
        return segments.stream().filter(segment -> !segment.startsWith("{")).count();
    }

    /// The decoded labels of a path that fits; empty if it doesn't.
    ///
    /// @throws IllegalArgumentException if a label's escapes are broken
    Optional<Map<String, String>> match(String method, List<String> path) {
        if (!method.equals(operation.method())) return Optional.empty();
        boolean greedy = segments.getLast().endsWith("+}");
        if (greedy ? path.size() < segments.size() : path.size() != segments.size()) return Optional.empty();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (!segment.startsWith("{")) {
                if (!segment.equals(path.get(i))) return Optional.empty();
            } else if (segment.endsWith("+}")) {
                String rest = String.join("/", path.subList(i, path.size()));
                labels.put(segment.substring(1, segment.length() - 2), UriText.decode(rest));
            } else {
                labels.put(segment.substring(1, segment.length() - 1), UriText.decode(path.get(i)));
            }
        }
        return Optional.of(labels);
    }
}
