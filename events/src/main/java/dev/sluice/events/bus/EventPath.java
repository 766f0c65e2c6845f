package dev.sluice.events.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The part of JSONPath that targets use: `$`, `.name`, `['name']` and `[0]`.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
// transformation</a>
final class EventPath {
    private static final Pattern STEP =
            Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,9})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    private final List<Object> steps = new ArrayList<>();

    /// @throws dev.sluice.core.Refused if it isn't such a path
    EventPath(String path) {
        if (!path.startsWith("$")) throw BusErrors.invalid("Invalid JSONPath: " + path);
        Matcher matcher = STEP.matcher(path);
        int at = 1;
        while (at < path.length()) {
            if (!matcher.find(at) || matcher.start() != at) throw BusErrors.invalid("Invalid JSONPath: " + path);
            if (matcher.group(2) != null) steps.add(Integer.parseInt(matcher.group(2)));
            else if (matcher.group(1) != null) steps.add(matcher.group(1));
            else steps.add(matcher.group(3) != null ? matcher.group(3) : matcher.group(4));
            at = matcher.end();
        }
    }

    /// The value there; a missing node where there is none.
    JsonNode in(JsonNode event) {
        JsonNode node = event;
        for (Object step : steps) node = step instanceof Integer index ? node.path(index) : node.path(step.toString());
        return node;
    }
}
