package dev.sluice.gateway.s3;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The `Condition` element of a policy against the values of a request. Pure.
///
/// See "IAM JSON policy elements: Condition operators" in the IAM User Guide.
final class Conditions {
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
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    /// What a condition comes to.
    enum Outcome {
        HOLDS,
        FAILS,
        /// An operator isn't known.
        UNKNOWN
    }

    private Conditions() {}

    /// All operators and keys must hold; of a key's values one.
    static Outcome judge(JsonNode condition, Map<String, String> request) {
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, List<String>> key :
                    BucketPolicy.values(operator.getValue()).entrySet()) {
                Outcome outcome = judge(operator.getKey(), key.getValue(), find(request, key.getKey()));
                if (outcome != Outcome.HOLDS) return outcome;
            }
        }
        return Outcome.HOLDS;
    }

    private static @Nullable String find(Map<String, String> request, String key) {
        String exact = request.get(key);
        if (exact != null) return exact;
        for (Map.Entry<String, String> each : request.entrySet()) {
            if (each.getKey().equalsIgnoreCase(key)) return each.getValue();
        }
        return null;
    }

    private static Outcome judge(String operator, List<String> wanted, @Nullable String value) {
        String name = operator.substring(operator.indexOf(':') + 1); // ForAnyValue: and ForAllValues: of one value
        if (name.equals("Null")) {
            boolean absent = value == null;
            return outcome(wanted.stream().anyMatch(each -> Boolean.parseBoolean(each) == absent));
        }
        boolean ifExists = name.endsWith("IfExists");
        if (ifExists) name = name.substring(0, name.length() - "IfExists".length());
        boolean not = name.contains("Not");
        Test test = test(name.replace("Not", ""));
        if (test == null) return Outcome.UNKNOWN;
        if (value == null) return outcome(ifExists || not || operator.startsWith("ForAllValues:"));
        return outcome(wanted.stream().anyMatch(each -> test.holds(value, each)) != not);
    }

    private static Outcome outcome(boolean holds) {
        return holds ? Outcome.HOLDS : Outcome.FAILS;
    }

    private interface Test {
        boolean holds(String value, String wanted);
    }

    private static @Nullable Test test(String operator) {
        return switch (operator) {
            case "StringEquals", "ArnEquals", "ArnLike", "StringLike" ->
                operator.equals("StringEquals") ? String::equals : (value, wanted) -> Wildcard.matches(wanted, value);
            case "StringEqualsIgnoreCase", "Bool" -> String::equalsIgnoreCase;
            case "IpAddress" -> Conditions::inNetwork;
            case "NumericEquals" -> (value, wanted) -> compare(value, wanted) == 0;
            case "NumericLessThan" -> (value, wanted) -> compare(value, wanted) < 0;
            case "NumericLessThanEquals" -> (value, wanted) -> compare(value, wanted) <= 0;
            case "NumericGreaterThan" -> (value, wanted) -> compare(value, wanted) > 0;
            case "NumericGreaterThanEquals" -> (value, wanted) -> compare(value, wanted) >= 0;
            default -> null;
        };
    }

    private static int compare(String value, String wanted) {
        return new BigDecimal(value).compareTo(new BigDecimal(wanted));
    }

    private static boolean inNetwork(String address, String network) {
        int slash = network.indexOf('/');
        try {
            byte[] here = InetAddress.ofLiteral(address).getAddress();
            byte[] there = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? there.length * 8 : Integer.parseInt(network.substring(slash + 1));
            if (here.length != there.length || bits > there.length * 8) return false;
            for (int i = 0; i < bits; i++) {
                if (((here[i / 8] ^ there[i / 8]) >> (7 - i % 8) & 1) != 0) return false;
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false; // not an address: nothing is in it
        }
    }

    /// Whether a condition ties a statement to known people or places.
    static boolean narrows(JsonNode condition) {
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            if (operator.getKey().contains("Not")) continue;
            for (Map.Entry<String, List<String>> key :
                    BucketPolicy.values(operator.getValue()).entrySet()) {
                boolean open = key.getValue().stream().anyMatch(value -> value.equals("*") || value.endsWith("/0"));
                if (NARROWING.contains(key.getKey().toLowerCase(Locale.ROOT)) && !open) return true;
            }
        }
        return false;
    }
}
