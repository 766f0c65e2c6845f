package dev.sluice.gateway.s3;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.Caller;
import dev.sluice.objects.CanonicalUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Bucket policies: which are well-formed, what they say of an access, and which are public. Pure.
///
/// What isn't understood never allows: an unknown condition operator makes an Allow not match and a Deny match.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Elements</a>
final class BucketPolicy {
    /// Longest policy S3 takes.
    static final int POLICY_BYTES_MAX = 20 * 1024;

    private static final Set<String> STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private BucketPolicy() {}

    /// Reads a policy for a bucket. @throws Refused `MalformedPolicy`, `PolicyTooLarge`
    static JsonNode parse(String text, String bucketArn) {
        if (Json.utf8Bytes(text) > POLICY_BYTES_MAX)
            throw new Refused("PolicyTooLarge", "Your policy exceeds the maximum allowed document size.");
        JsonNode policy;
        try {
            policy = Json.parse(text);
        } catch (MalformedJson e) {
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        }
        if (!policy.isObject()) throw malformed("Policies must be valid JSON and the first byte must be '{'");
        String version = policy.path("Version").asString("2008-10-17");
        if (!version.equals("2012-10-17") && !version.equals("2008-10-17"))
            throw malformed("The policy must contain a valid version string");
        List<JsonNode> statements = statements(policy);
        if (statements.isEmpty()) throw malformed("Missing required field Statement");
        for (JsonNode statement : statements) check(statement, bucketArn);
        return policy;
    }

    private static Refused malformed(String message) {
        return new Refused("MalformedPolicy", message);
    }

    private static void check(JsonNode statement, String bucketArn) {
        for (String member : statement.propertyNames()) {
            if (!STATEMENT_MEMBERS.contains(member)) throw malformed("Unknown field " + member);
        }
        String effect = statement.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny"))
            throw malformed(effect.isEmpty() ? "Missing required field Effect" : "Invalid effect: " + effect);
        if (!statement.has("Principal") && !statement.has("NotPrincipal"))
            throw malformed("Missing required field Principal");
        if (!statement.has("Action") && !statement.has("NotAction")) throw malformed("Missing required field Action");
        if (!statement.has("Resource") && !statement.has("NotResource"))
            throw malformed("Missing required field Resource");
        for (String action : texts(statement, "Action", "NotAction")) {
            if (!action.equals("*") && !action.startsWith("s3:")) throw malformed("Policy has invalid action");
        }
        for (String resource : texts(statement, "Resource", "NotResource")) {
            boolean ours = resource.equals("*")
                    || resource.equals(bucketArn)
                    || resource.startsWith(bucketArn + "/")
                    || (resource.startsWith("arn:aws:s3:::") && Wildcard.matches(before(resource, '/'), bucketArn));
            if (!ours) throw malformed("Policy has invalid resource");
        }
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /// What a policy says of an access by somebody.
    static Verdict decide(JsonNode policy, Caller caller, Access access) {
        Verdict verdict = Verdict.SILENT;
        for (JsonNode statement : statements(policy)) {
            boolean deny = statement.path("Effect").asString("").equals("Deny");
            if (!covers(statement, caller, access)) continue;
            Conditions.Outcome outcome = Conditions.judge(statement.path("Condition"), access.conditions());
            boolean applies = outcome == Conditions.Outcome.HOLDS || (deny && outcome == Conditions.Outcome.UNKNOWN);
            if (!applies) continue;
            if (deny) return Verdict.DENIED;
            verdict = Verdict.ALLOWED;
        }
        return verdict;
    }

    private static boolean covers(JsonNode statement, Caller caller, Access access) {
        boolean who = statement.has("NotPrincipal")
                ? !names(statement.path("NotPrincipal"), caller)
                : names(statement.path("Principal"), caller);
        boolean what = statement.has("NotAction")
                ? list(statement.path("NotAction")).stream().noneMatch(action -> action(action, access))
                : list(statement.path("Action")).stream().anyMatch(action -> action(action, access));
        boolean where = statement.has("NotResource")
                ? list(statement.path("NotResource")).stream()
                        .noneMatch(resource -> Wildcard.matches(resource, access.resource()))
                : list(statement.path("Resource")).stream()
                        .anyMatch(resource -> Wildcard.matches(resource, access.resource()));
        return who && what && where;
    }

    private static boolean action(String pattern, Access access) {
        return Wildcard.matches(
                pattern.toLowerCase(java.util.Locale.ROOT), access.action().toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean names(JsonNode principal, Caller caller) {
        if (principal.isString()) return principal.asString().equals("*");
        for (String each : list(principal.path("AWS"))) {
            if (each.equals("*")) return true;
            if (caller.anonymous()) continue;
            boolean account =
                    each.equals(caller.account()) || each.equals("arn:aws:iam::" + caller.account() + ":root");
            if (account || each.equals(caller.principal()) || sessionOf(each, caller)) return true;
        }
        for (String id : list(principal.path("CanonicalUser"))) {
            if (!caller.anonymous() && id.equals(CanonicalUser.of(caller.account()))) return true;
        }
        return false;
    }

    /// Whether the caller is a session of the role named.
    private static boolean sessionOf(String role, Caller caller) {
        Arn named = Arn.parse(role).orElse(null);
        Arn session = Arn.parse(caller.principal()).orElse(null);
        if (named == null || session == null || !named.resource().startsWith("role/")) return false;
        String name = named.resource().substring(named.resource().lastIndexOf('/') + 1);
        return named.account().equals(session.account()) && session.resource().startsWith("assumed-role/" + name + "/");
    }

    /// Whether it lets everybody in: an Allow to `*` that no condition narrows to known people or places.
    static boolean isPublic(JsonNode policy) {
        for (JsonNode statement : statements(policy)) {
            boolean allow = statement.path("Effect").asString("").equals("Allow");
            JsonNode principal = statement.path("Principal");
            boolean everybody = principal.asString("").equals("*")
                    || list(principal.path("AWS")).contains("*");
            if (allow && everybody && !Conditions.narrows(statement.path("Condition"))) return true;
        }
        return false;
    }

    private static List<JsonNode> statements(JsonNode policy) {
        JsonNode statement = policy.path("Statement");
        if (statement.isObject()) return List.of(statement);
        return statement.valueStream().filter(JsonNode::isObject).toList();
    }

    private static List<String> texts(JsonNode statement, String member, String notMember) {
        List<String> all = new ArrayList<>(list(statement.path(member)));
        all.addAll(list(statement.path(notMember)));
        return all;
    }

    static List<String> list(JsonNode oneOrMore) {
        if (oneOrMore.isValueNode() && !oneOrMore.isMissingNode()) return List.of(oneOrMore.asString());
        return oneOrMore.valueStream().map(each -> each.asString("")).toList();
    }

    /// The conditions' keys and values, for those who ask what narrows a statement.
    static Map<String, List<String>> values(JsonNode operands) {
        Map<String, List<String>> values = new java.util.LinkedHashMap<>();
        operands.properties().forEach(each -> values.put(each.getKey(), list(each.getValue())));
        return values;
    }
}
