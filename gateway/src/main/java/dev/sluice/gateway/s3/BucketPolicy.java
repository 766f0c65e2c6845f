package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.iam.Policy;
import dev.sluice.gateway.iam.Question;
import dev.sluice.objects.CanonicalUser;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bucket policies: which a bucket may have, what they say of an access, and which are public. Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html">Bucket policies</a>
final class BucketPolicy {
    /// Longest policy S3 takes.
    static final int POLICY_BYTES_MAX = 20 * 1024;

    /// Keys whose values tie a statement to known people or places.
    private static final Set<String> NARROWING = Set.of(
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principalorgid",
            "aws:userid",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    private BucketPolicy() {}

    /// Reads a policy for a bucket. @throws Refused `MalformedPolicy`, `PolicyTooLarge`
    static JsonNode parse(String text, String bucketArn) {
        if (Json.utf8Bytes(text) > POLICY_BYTES_MAX)
            throw new Refused("PolicyTooLarge", "Your policy exceeds the maximum allowed document size.");
        if (!text.stripLeading().startsWith("{"))
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        try {
            Policy.ofResource(text);
        } catch (Refused refused) {
            throw malformed(refused.text());
        }
        JsonNode policy = Json.parse(text);
        for (JsonNode statement : statements(policy)) check(statement, bucketArn);
        return policy;
    }

    private static Refused malformed(String message) {
        return new Refused("MalformedPolicy", message);
    }

    private static void check(JsonNode statement, String bucketArn) {
        for (String action : texts(statement, "Action", "NotAction")) {
            if (!action.equals("*") && !action.startsWith("s3:")) throw malformed("Policy has invalid action");
        }
        for (String resource : texts(statement, "Resource", "NotResource")) {
            String bucket = resource.indexOf('/') < 0 ? resource : resource.substring(0, resource.indexOf('/'));
            boolean ours = resource.equals("*") || bucket.equals(bucketArn) || bucket.endsWith("*");
            if (!ours) throw malformed("Policy has invalid resource");
        }
    }

    private static List<String> texts(JsonNode statement, String member, String notMember) {
        return Stream.concat(list(statement.path(member)).stream(), list(statement.path(notMember)).stream())
                .toList();
    }

    /// What a policy says of an access by somebody.
    static Verdict decide(JsonNode policy, Caller caller, Access access, Instant now) {
        return Policy.ofResource(Json.write(byAccount(policy))).ofResource(Question.of(caller, access, now));
    }

    /// The same policy with accounts in place of canonical ids, which only S3 knows.
    private static JsonNode byAccount(JsonNode policy) {
        if (!Json.write(policy).contains("CanonicalUser")) return policy;
        JsonNode copy = policy.deepCopy();
        for (JsonNode statement : statements(copy)) {
            for (String member : new String[] {"Principal", "NotPrincipal"}) {
                if (!(statement.path(member) instanceof ObjectNode principal)) continue;
                ArrayNode accounts = Json.array();
                for (String id : list(principal.path("CanonicalUser")))
                    accounts.add(CanonicalUser.account(id).orElse("nobody"));
                if (!accounts.isEmpty()) principal.set("CanonicalUser", accounts);
            }
        }
        return copy;
    }

    /// Whether it lets everybody in: an Allow to `*` that no condition narrows to known people or places.
    static boolean isPublic(JsonNode policy) {
        for (JsonNode statement : statements(policy)) {
            boolean allow = statement.path("Effect").asString("").equals("Allow");
            JsonNode principal = statement.path("Principal");
            boolean everybody = principal.asString("").equals("*")
                    || list(principal.path("AWS")).contains("*");
            if (allow && everybody && !narrows(statement.path("Condition"))) return true;
        }
        return false;
    }

    private static boolean narrows(JsonNode condition) {
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            if (operator.getKey().contains("Not")) continue;
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                boolean open =
                        list(key.getValue()).stream().anyMatch(value -> value.equals("*") || value.endsWith("/0"));
                if (NARROWING.contains(key.getKey().toLowerCase(Locale.ROOT)) && !open) return true;
            }
        }
        return false;
    }

    private static List<JsonNode> statements(JsonNode policy) {
        JsonNode statement = policy.path("Statement");
        if (statement.isObject()) return List.of(statement);
        return statement.valueStream().filter(JsonNode::isObject).toList();
    }

    private static List<String> list(JsonNode oneOrMore) {
        if (oneOrMore.isMissingNode()) return List.of();
        if (oneOrMore.isValueNode()) return List.of(oneOrMore.asString());
        return oneOrMore.valueStream().map(each -> each.asString("")).toList();
    }
}
