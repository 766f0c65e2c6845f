package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The policy in an upload form: what its fields must be, and until when. Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST policy</a>
final class PostPolicy {
    private static final Set<String> FREE =
            Set.of("policy", "signature", "awsaccesskeyid", "x-amz-signature", "file", "content-length");

    private long bytesMin;
    private long bytesMax = Long.MAX_VALUE;

    private PostPolicy() {}

    /// Checks everything that can be known before the file has been read.
    ///
    /// @param fields by lower-case name, with `bucket` and the final `key`
    /// @throws Refused `InvalidPolicyDocument`, `AccessDenied`
    static PostPolicy check(String base64, Map<String, String> fields, Instant now) {
        JsonNode document = parse(base64);
        JsonNode expiration = document.path("expiration");
        JsonNode conditions = document.path("conditions");
        if (!expiration.isString()) throw invalid("Policy missing expiration.");
        if (!conditions.isArray()) throw invalid("Policy missing conditions.");
        Instant end = Moments.parse(expiration.asString())
                .orElseThrow(() -> invalid("Invalid 'expiration' value: '" + expiration.asString() + "'"));
        if (!now.isBefore(end)) throw new Refused("AccessDenied", "Invalid according to Policy: Policy expired.");
        PostPolicy policy = new PostPolicy();
        Set<String> covered = new HashSet<>(FREE);
        for (JsonNode condition : conditions) policy.check(condition, fields, covered);
        for (String field : fields.keySet()) {
            if (!covered.contains(field) && !field.startsWith("x-ignore-") && !field.equals("bucket"))
                throw new Refused("AccessDenied", "Invalid according to Policy: Extra input fields: " + field);
        }
        return policy;
    }

    private static JsonNode parse(String base64) {
        try {
            JsonNode document = Json.parse(Base64.getMimeDecoder().decode(base64));
            if (document.isObject()) return document;
        } catch (MalformedJson | IllegalArgumentException e) {
            throw invalid("Invalid JSON.");
        }
        throw invalid("Invalid JSON.");
    }

    private static Refused invalid(String why) {
        return new Refused("InvalidPolicyDocument", "Invalid Policy: " + why);
    }

    private void check(JsonNode condition, Map<String, String> fields, Set<String> covered) {
        if (condition.isObject()) {
            condition.properties().forEach(each -> {
                String name = each.getKey().toLowerCase(Locale.ROOT);
                covered.add(name);
                if (!each.getValue().isString()) throw invalid("Invalid Simple-Condition: value must be a string.");
                require(fields.getOrDefault(name, "").equals(each.getValue().asString()), condition);
            });
            return;
        }
        if (!condition.isArray() || condition.size() != 3) throw invalid("Invalid condition.");
        String operator = condition.path(0).asString("").toLowerCase(Locale.ROOT);
        if (operator.equals("content-length-range")) {
            range(condition);
            return;
        }
        String name = condition.path(1).asString("").toLowerCase(Locale.ROOT);
        if (!name.startsWith("$")) throw invalid("Invalid condition: field name must begin with $.");
        name = name.substring(1);
        String wanted = condition.path(2).asString("");
        covered.add(name);
        String value = fields.getOrDefault(name, "");
        switch (operator) {
            case "eq" -> require(value.equals(wanted), condition);
            case "starts-with" -> require(startsWith(name, value, wanted), condition);
            default -> throw invalid("Invalid condition: unknown operation " + operator + ".");
        }
    }

    /// Each of several content types must begin so.
    private static boolean startsWith(String name, String value, String wanted) {
        if (!name.equals("content-type")) return value.startsWith(wanted);
        for (String each : value.split(",")) {
            if (!each.strip().startsWith(wanted)) return false;
        }
        return true;
    }

    private static void require(boolean holds, JsonNode condition) {
        if (!holds) {
            throw new Refused(
                    "AccessDenied", "Invalid according to Policy: Policy Condition failed: " + Json.write(condition));
        }
    }

    private void range(JsonNode condition) {
        JsonNode from = condition.path(1);
        JsonNode to = condition.path(2);
        try {
            bytesMin = Long.parseLong(from.asString(""));
            bytesMax = Long.parseLong(to.asString(""));
        } catch (NumberFormatException e) {
            throw invalid("Invalid content-length-range: arguments must be integers.");
        }
        if (bytesMin < 0 || bytesMax < bytesMin) throw invalid("Invalid content-length-range.");
    }

    /// Most bytes the file may have.
    long bytesMax() {
        return bytesMax;
    }

    /// Least bytes the file must have.
    long bytesMin() {
        return bytesMin;
    }
}
