package dev.sluice.gateway.iam;

import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a policy is asked: may this principal do this to that, under these circumstances?
///
/// @param principal ARN of who asks, or `*`
/// @param account the account of who asks
/// @param context values of condition keys, by lower-case key
public record Question(
        String action, String resource, String principal, String account, Map<String, List<String>> context) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]*)(?:, *'([^']*)')?}");

    /// Asks for a caller, with the condition keys that every request has.
    public static Question of(Caller caller, Access access, Instant now) {
        Map<String, List<String>> context = new HashMap<>();
        access.conditions().forEach((key, value) -> context.put(key.toLowerCase(Locale.ROOT), List.of(value)));
        context.put("aws:principalarn", List.of(Principals.roleOf(caller.principal())));
        context.put("aws:principalaccount", List.of(caller.account()));
        context.put("aws:principaltype", List.of(Principals.type(caller.principal())));
        context.put("aws:username", List.of(Principals.name(caller.principal())));
        context.put("aws:requestedregion", List.of(caller.region()));
        context.put("aws:securetransport", List.of("false"));
        context.put("aws:currenttime", List.of(now.toString()));
        context.put("aws:epochtime", List.of(String.valueOf(now.getEpochSecond())));
        if (!caller.sourceIp().isEmpty()) context.put("aws:sourceip", List.of(caller.sourceIp()));
        return new Question(access.action(), access.resource(), caller.principal(), caller.account(), context);
    }

    /// The values of a condition key; empty if the request has none.
    List<String> values(String key) {
        return context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /// Whether a pattern with policy variables matches a text. A variable without a value matches nothing.
    boolean matches(String pattern, String text) {
        if (!pattern.contains("${")) return Glob.matches(pattern, text);
        Matcher variables = VARIABLE.matcher(pattern);
        var expanded = new StringBuilder();
        while (variables.find()) {
            String value = value(variables.group(1), variables.group(2));
            if (value == null) return false;
            variables.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return Glob.matches(variables.appendTail(expanded).toString(), text);
    }

    private @org.jspecify.annotations.Nullable String value(
            String name, @org.jspecify.annotations.Nullable String otherwise) {
        // ${*}, ${?} and ${$} are these characters themselves; only `$` needs no escape from the pattern matcher.
        if (name.equals("$")) return "$";
        List<String> values = values(name);
        return values.size() == 1 ? values.getFirst() : otherwise;
    }
}
