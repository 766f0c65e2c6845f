package dev.sluice.objects;

import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules of bucket notification configurations, in AWS's JSON shape: which are well-formed, and which
/// event goes
/// where. Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html">Filter</a>
public final class Notifications {
    private static final Set<String> EVENTS = Set.of(
            "s3:TestEvent",
            "s3:ObjectCreated:*",
            "s3:ObjectCreated:Put",
            "s3:ObjectCreated:Post",
            "s3:ObjectCreated:Copy",
            "s3:ObjectCreated:CompleteMultipartUpload",
            "s3:ObjectRemoved:*",
            "s3:ObjectRemoved:Delete",
            "s3:ObjectRemoved:DeleteMarkerCreated",
            "s3:ObjectRestore:*",
            "s3:ObjectRestore:Post",
            "s3:ObjectRestore:Completed",
            "s3:ObjectRestore:Delete",
            "s3:ReducedRedundancyLostObject",
            "s3:Replication:*",
            "s3:Replication:OperationFailedReplication",
            "s3:Replication:OperationMissedThreshold",
            "s3:Replication:OperationReplicatedAfterThreshold",
            "s3:Replication:OperationNotTracked",
            "s3:LifecycleExpiration:*",
            "s3:LifecycleExpiration:Delete",
            "s3:LifecycleExpiration:DeleteMarkerCreated",
            "s3:LifecycleTransition",
            "s3:IntelligentTiering",
            "s3:ObjectTagging:*",
            "s3:ObjectTagging:Put",
            "s3:ObjectTagging:Delete",
            "s3:ObjectAcl:Put");

    /// The three kinds of configuration: their member, the member with the ARN, and what S3 calls the argument.
    private enum Kind {
        TOPIC("TopicConfigurations", "TopicArn", "Topic", "sns"),
        QUEUE("QueueConfigurations", "QueueArn", "Queue", "sqs"),
        FUNCTION("LambdaFunctionConfigurations", "LambdaFunctionArn", "CloudFunction", "lambda");

        final String list;
        final String arn;
        final String argument;
        final String service;

        Kind(String list, String arn, String argument, String service) {
            this.list = list;
            this.arn = arn;
            this.argument = argument;
            this.service = service;
        }
    }

    /// Says whether a destination may be named in a configuration.
    @FunctionalInterface
    public interface Destinations {
        /// Why not, as S3 says it (`The destination queue does not exist`); empty if it may be.
        Optional<String> problem(Arn destination, String bucket);
    }

    /// Where an event goes. @param arn a topic, queue or function @param id the configuration's
    public record Target(String arn, String id) {}

    private record Rule(Kind kind, String id, String arn, List<String> events, Map<String, String> filter) {}

    private Notifications() {}

    /// The destinations of an event about a key, in the order of the configuration.
    ///
    /// @param event without `s3:`, such as `ObjectCreated:Put`
    public static List<Target> targets(JsonNode configuration, String event, String key) {
        List<Target> targets = new ArrayList<>();
        for (Rule rule : rules(configuration)) {
            boolean wanted = rule.events().stream().anyMatch(pattern -> covers(pattern, "s3:" + event));
            boolean matches = wanted
                    && key.startsWith(rule.filter().getOrDefault("prefix", ""))
                    && key.endsWith(rule.filter().getOrDefault("suffix", ""));
            if (matches) targets.add(new Target(rule.arn(), rule.id()));
        }
        return targets;
    }

    /// Whether every event of the bucket goes to EventBridge too.
    public static boolean eventBridge(JsonNode configuration) {
        return configuration.has("EventBridgeConfiguration");
    }

    /// All topics and queues named, which S3 sends a test event to.
    public static List<String> testable(JsonNode configuration) {
        return rules(configuration).stream()
                .filter(rule -> rule.kind() != Kind.FUNCTION)
                .map(Rule::arn)
                .toList();
    }

    /// Checks a configuration and gives ids to the rules without one.
    ///
    /// @throws Refused `InvalidArgument` as S3 answers it
    public static JsonNode check(JsonNode configuration, Bucket bucket, Destinations destinations, Ids ids) {
        ObjectNode complete = (ObjectNode) configuration.deepCopy();
        for (Kind kind : Kind.values()) {
            for (JsonNode each : complete.path(kind.list)) {
                if (each instanceof ObjectNode rule
                        && rule.path("Id").asString("").isEmpty()) rule.put("Id", ids.next());
            }
        }
        List<Rule> rules = rules(complete);
        Set<String> seen = new HashSet<>();
        for (Rule rule : rules) {
            if (!seen.add(rule.id()))
                throw Errors.invalid("Same ID used for multiple configurations. IDs must be unique.");
            checkEvents(rule);
            checkFilter(complete, rule);
        }
        checkOverlaps(rules);
        for (Rule rule : rules) checkDestination(rule, bucket, destinations);
        return complete;
    }

    private static void checkEvents(Rule rule) {
        if (rule.events().isEmpty()) throw malformed();
        for (String event : rule.events()) {
            if (!EVENTS.contains(event)) {
                throw Errors.invalid("A specified event is not supported for notifications.", "Event", event);
            }
        }
    }

    private static Refused malformed() {
        return new Refused(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    private static void checkFilter(JsonNode configuration, Rule rule) {
        Set<String> names = new HashSet<>();
        for (JsonNode each : configuration.path(rule.kind().list)) {
            if (!each.path("Id").asString("").equals(rule.id())) continue;
            for (JsonNode filterRule : each.path("Filter").path("Key").path("FilterRules")) {
                String name = filterRule.path("Name").asString("").toLowerCase(java.util.Locale.ROOT);
                if (!name.equals("prefix") && !name.equals("suffix")) {
                    throw Errors.invalid(
                            "filter rule name must be either prefix or suffix",
                            "FilterRule.Name",
                            filterRule.path("Name").asString(""));
                }
                if (!names.add(name))
                    throw Errors.invalid("Cannot specify more than one " + name + " rule in a filter.");
                if (dev.sluice.core.Json.utf8Bytes(filterRule.path("Value").asString("")) > Objects.KEY_BYTES_MAX)
                    throw Errors.invalid("Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation");
            }
        }
    }

    private static void checkOverlaps(List<Rule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                Rule one = rules.get(i);
                Rule other = rules.get(j);
                boolean events = one.events().stream()
                        .anyMatch(a -> other.events().stream().anyMatch(b -> covers(a, b) || covers(b, a)));
                if (events && filtersOverlap(one, other)) throw overlap(one, other);
            }
        }
    }

    private static Refused overlap(Rule one, Rule other) {
        boolean filtered = !one.filter().isEmpty() || !other.filter().isEmpty();
        return Errors.invalid(
                filtered
                        ? "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the"
                                + " prefixes are overlapping for the same event type."
                        : "Configurations overlap. Configurations on the same bucket cannot share a common event"
                                + " type.");
    }

    private static boolean filtersOverlap(Rule one, Rule other) {
        String prefix = one.filter().getOrDefault("prefix", "");
        String otherPrefix = other.filter().getOrDefault("prefix", "");
        String suffix = one.filter().getOrDefault("suffix", "");
        String otherSuffix = other.filter().getOrDefault("suffix", "");
        return (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix))
                && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
    }

    private static void checkDestination(Rule rule, Bucket bucket, Destinations destinations) {
        Arn arn = Arn.parse(rule.arn())
                .filter(each -> each.service().equals(rule.kind().service))
                .orElseThrow(() -> Errors.invalid("The ARN could not be parsed", rule.kind().argument, rule.arn()));
        if (!arn.region().equals(bucket.region())) {
            throw Errors.invalid(
                    "The notification destination service region is not valid for the bucket location constraint",
                    rule.kind().argument,
                    rule.arn());
        }
        destinations.problem(arn, bucket.name()).ifPresent(problem -> {
            throw Errors.invalid("Unable to validate the following destination configurations", rule.arn(), problem);
        });
    }

    /// Whether a pattern such as `s3:ObjectCreated:*` covers an event or a narrower pattern.
    private static boolean covers(String pattern, String event) {
        return pattern.equals(event)
                || (pattern.endsWith("*") && event.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static List<Rule> rules(JsonNode configuration) {
        List<Rule> rules = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (JsonNode each : configuration.path(kind.list)) {
                List<String> events = new ArrayList<>();
                each.path("Events").forEach(event -> events.add(event.asString("")));
                Map<String, String> filter = new LinkedHashMap<>();
                for (JsonNode rule : each.path("Filter").path("Key").path("FilterRules")) {
                    filter.put(
                            rule.path("Name").asString("").toLowerCase(java.util.Locale.ROOT),
                            rule.path("Value").asString(""));
                }
                rules.add(new Rule(
                        kind, each.path("Id").asString(""), each.path(kind.arn).asString(""), events, filter));
            }
        }
        return rules;
    }
}
