package dev.sluice.objects;

import dev.sluice.core.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules of lifecycle configurations, in AWS's JSON shape: which are well-formed, and what they say of
/// an object.
/// Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html">Elements</a>
public final class LifecycleRules {
    /// Rules of one bucket.
    public static final int RULES_MAX = 1000;

    private static final int ID_CHARS_MAX = 255;

    /// One rule that is in force.
    ///
    /// @param days after which, or `date` at which, an object expires; null for never
    /// @param orphanMarkers whether delete markers with nothing under them go
    /// @param noncurrentDays after which an overwritten version goes; null for never
    /// @param noncurrentKept how many newer overwritten versions stay anyway
    /// @param uploadDays after which an upload under way is aborted; null for never
    record Rule(
            String id,
            Filter filter,
            @Nullable Integer days,
            @Nullable Instant date,
            boolean orphanMarkers,
            @Nullable Integer noncurrentDays,
            int noncurrentKept,
            @Nullable Integer uploadDays) {}

    /// What a rule is about. @param above sizes greater than it @param below sizes less than it
    record Filter(String prefix, Map<String, String> tags, long above, long below) {
        boolean covers(ObjectVersion version) {
            return version.key().startsWith(prefix)
                    && version.size() > above
                    && version.size() < below
                    && version.attributes().tags().entrySet().containsAll(tags.entrySet());
        }
    }

    /// When a version will expire, and by which rule.
    public record Expiry(Instant at, String ruleId) {}

    private LifecycleRules() {}

    /// The earliest expiry of a current version, if a rule speaks of it.
    public static Optional<Expiry> expiry(JsonNode configuration, ObjectVersion version) {
        return rules(configuration).stream()
                .filter(rule -> rule.filter().covers(version))
                .flatMap(rule -> expiry(rule, version).stream())
                .min(java.util.Comparator.comparing(Expiry::at));
    }

    static Optional<Expiry> expiry(Rule rule, ObjectVersion version) {
        if (rule.date() != null) return Optional.of(new Expiry(rule.date(), rule.id()));
        if (rule.days() == null) return Optional.empty();
        return Optional.of(new Expiry(midnightAfter(version.modified(), rule.days()), rule.id()));
    }

    /// S3 adds the days and rounds up to the next midnight UTC.
    static Instant midnightAfter(Instant from, int days) {
        Instant due = from.plus(Duration.ofDays(days));
        Instant midnight = due.truncatedTo(ChronoUnit.DAYS);
        return midnight.equals(due) ? due : midnight.plus(Duration.ofDays(1));
    }

    /// Checks a configuration and gives ids to the rules without one.
    ///
    /// @throws Refused `InvalidArgument`, `InvalidRequest`, `MalformedXML`; `NotImplemented` for transitions
    public static JsonNode check(JsonNode configuration, dev.sluice.core.Ids ids) {
        ObjectNode complete = (ObjectNode) configuration.deepCopy();
        JsonNode rules = complete.path("Rules");
        if (rules.isEmpty() || rules.size() > RULES_MAX) throw malformed();
        Set<String> seen = new HashSet<>();
        for (JsonNode each : rules) {
            ObjectNode rule = (ObjectNode) each;
            String id = rule.path("ID").asString("");
            if (id.length() > ID_CHARS_MAX) throw Errors.invalid("ID length should not exceed allowed limit of 255");
            if (id.isEmpty()) rule.put("ID", ids.next());
            if (!seen.add(rule.path("ID").asString()))
                throw Errors.invalid("Rule ID must be unique. Found same ID for more than one rule");
            checkRule(rule);
        }
        return complete;
    }

    private static Refused malformed() {
        return new Refused(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    private static void checkRule(ObjectNode rule) {
        String status = rule.path("Status").asString("");
        if (!status.equals("Enabled") && !status.equals("Disabled")) throw malformed();
        if (rule.has("Filter") && rule.has("Prefix")) throw malformed();
        if (rule.has("Transitions") || rule.has("NoncurrentVersionTransitions")) {
            throw new Refused(
                    "NotImplemented", "Lifecycle transitions are not implemented: there is one kind of storage here");
        }
        boolean acts = rule.has("Expiration")
                || rule.has("NoncurrentVersionExpiration")
                || rule.has("AbortIncompleteMultipartUpload");
        if (!acts) throw new Refused("InvalidRequest", "At least one action needs to be specified in a rule");
        checkExpiration(rule.path("Expiration"));
        positive(rule.path("NoncurrentVersionExpiration"), "NoncurrentDays");
        positive(rule.path("AbortIncompleteMultipartUpload"), "DaysAfterInitiation");
    }

    private static void checkExpiration(JsonNode expiration) {
        if (expiration.isMissingNode()) return;
        int kinds = 0;
        for (String kind : List.of("Days", "Date", "ExpiredObjectDeleteMarker")) {
            if (expiration.has(kind)) kinds++;
        }
        if (kinds != 1) throw malformed();
        positive(expiration, "Days");
        if (expiration.has("Date")) {
            Instant date = Instant.ofEpochSecond(expiration.path("Date").asLong());
            if (!date.equals(date.truncatedTo(ChronoUnit.DAYS))) throw Errors.invalid("'Date' must be at midnight GMT");
        }
    }

    private static void positive(JsonNode action, String member) {
        if (action.has(member) && action.path(member).asLong() <= 0) {
            throw Errors.invalid("'" + member + "' for " + actionName(member) + " must be a positive integer");
        }
    }

    private static String actionName(String member) {
        return switch (member) {
            case "Days" -> "Expiration action";
            case "NoncurrentDays" -> "NoncurrentVersionExpiration action";
            default -> "AbortIncompleteMultipartUpload action";
        };
    }

    /// The rules in force.
    static List<Rule> rules(JsonNode configuration) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode json : configuration.path("Rules")) {
            if (!json.path("Status").asString("").equals("Enabled")) continue;
            JsonNode expiration = json.path("Expiration");
            JsonNode noncurrent = json.path("NoncurrentVersionExpiration");
            rules.add(new Rule(
                    json.path("ID").asString(""),
                    filter(json),
                    number(expiration.get("Days")),
                    expiration.has("Date")
                            ? Instant.ofEpochSecond(expiration.path("Date").asLong())
                            : null,
                    expiration.path("ExpiredObjectDeleteMarker").asBoolean(false),
                    number(noncurrent.get("NoncurrentDays")),
                    noncurrent.path("NewerNoncurrentVersions").asInt(0),
                    number(json.path("AbortIncompleteMultipartUpload").get("DaysAfterInitiation"))));
        }
        return rules;
    }

    private static @Nullable Integer number(@Nullable JsonNode json) {
        return json == null ? null : json.asInt();
    }

    private static Filter filter(JsonNode rule) {
        JsonNode filter = rule.path("Filter");
        JsonNode scope = filter.has("And") ? filter.path("And") : filter;
        Map<String, String> tags = new LinkedHashMap<>();
        if (scope.has("Tag")) putTag(tags, scope.path("Tag"));
        scope.path("Tags").forEach(tag -> putTag(tags, tag));
        return new Filter(
                rule.path("Prefix").asString(scope.path("Prefix").asString("")),
                tags,
                scope.path("ObjectSizeGreaterThan").asLong(-1),
                scope.path("ObjectSizeLessThan").asLong(Long.MAX_VALUE));
    }

    private static void putTag(Map<String, String> tags, JsonNode tag) {
        tags.put(tag.path("Key").asString(""), tag.path("Value").asString(""));
    }
}
