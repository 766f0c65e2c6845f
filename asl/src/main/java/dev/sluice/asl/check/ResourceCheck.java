package dev.sluice.asl.check;

import dev.sluice.core.Arn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a Task state calls, and what an item reader or a result writer uses.
final class ResourceCheck {
    private static final Pattern INTEGRATION =
            Pattern.compile("((?:aws-sdk:)?[A-Za-z0-9-]+:[A-Za-z0-9-]+)(\\.sync(?::2)?|\\.waitForTaskToken)?");

    private ResourceCheck() {}

    static void resource(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
            return;
        }
        Optional<Arn> arn = Arn.parse(value.asString());
        if (arn.isEmpty()) at.refuse("Value is not a valid resource ARN");
        else if (arn.get().service().equals("states")) states(at, value.asString(), arn.get());
        else if (!arn.get().service().equals("lambda")) unknown(at, value.asString());
    }

    /// The rule for a resource that only a Map state itself uses.
    static Rule oneOf(String... actions) {
        List<String> allowed = List.of(actions);
        return (at, value) -> {
            String text = value.asString("");
            int prefix = text.indexOf(":states:::");
            boolean known = prefix > 0 && allowed.contains(text.substring(prefix + ":states:::".length()));
            if (!value.isString()) at.refuse("Expected value of type String");
            else if (Arn.parse(text).isEmpty()) at.refuse("Value is not a valid resource ARN");
            else if (!known) unknown(at, text);
        };
    }

    private static void states(Spot at, String text, Arn arn) {
        Matcher integration = INTEGRATION.matcher(arn.resource());
        if (arn.resource().startsWith("activity:")) {
            if (at.target().express()) at.refuse("Express state machine does not support Activity ARN");
        } else if (!arn.region().isEmpty() || !arn.account().isEmpty() || !integration.matches()) {
            unknown(at, text);
        } else {
            String pattern = integration.group(2);
            if (pattern != null) pattern(at, pattern);
            String plain = "arn:" + arn.partition() + ":states:::" + integration.group(1);
            if (!at.target().runs().test(plain)) unknown(at, text);
        }
    }

    private static void pattern(Spot at, String pattern) {
        if (!at.target().express()) return;
        if (pattern.startsWith(".sync")) {
            at.refuse("Express state machine does not support '.sync' service integration");
        } else {
            // The blank before the closing " at " is AWS's own.
            at.refuse("Express state machine does not support '.waitForTaskToken' service integration ");
        }
    }

    private static void unknown(Spot at, String text) {
        at.refuse("The resource provided " + text
                + " is not recognized. The value is not a valid resource ARN, or the resource is not available in this"
                + " region.");
    }
}
