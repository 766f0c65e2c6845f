package dev.sluice.gateway.iam;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/// The comparisons of a policy's conditions, each of one value of the request with one of the policy's.
///
/// See "IAM JSON policy elements: Condition operators" in the IAM User Guide.
enum ConditionOperator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_NOT_LIKE("ArnNotLike", true),
    BOOL("Bool", false),
    BINARY_EQUALS("BinaryEquals", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false);

    private final String text;
    private final boolean negated;

    ConditionOperator(String text, boolean negated) {
        this.text = text;
        this.negated = negated;
    }

    static Optional<ConditionOperator> named(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.text.equalsIgnoreCase(name))
                .findFirst();
    }

    /// Whether it holds where none of the policy's values matches, and where the request has no value at all.
    boolean negated() {
        return negated;
    }

    /// Whether two values match, leaving negation aside. A value that isn't of the operator's type matches nothing.
    boolean matches(Question question, String value, String wanted) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS, BINARY_EQUALS -> value.equals(wanted);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE, BOOL -> value.equalsIgnoreCase(wanted);
            case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
                question.matches(wanted, value);
            case IP_ADDRESS, NOT_IP_ADDRESS -> inNetwork(value, wanted);
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS ->
                number(value, wanted).map(c -> c == 0).orElse(false);
            case NUMERIC_LESS_THAN -> number(value, wanted).map(c -> c < 0).orElse(false);
            case NUMERIC_LESS_THAN_EQUALS ->
                number(value, wanted).map(c -> c <= 0).orElse(false);
            case NUMERIC_GREATER_THAN -> number(value, wanted).map(c -> c > 0).orElse(false);
            case NUMERIC_GREATER_THAN_EQUALS ->
                number(value, wanted).map(c -> c >= 0).orElse(false);
            case DATE_EQUALS, DATE_NOT_EQUALS ->
                date(value, wanted).map(c -> c == 0).orElse(false);
            case DATE_LESS_THAN -> date(value, wanted).map(c -> c < 0).orElse(false);
            case DATE_LESS_THAN_EQUALS -> date(value, wanted).map(c -> c <= 0).orElse(false);
            case DATE_GREATER_THAN -> date(value, wanted).map(c -> c > 0).orElse(false);
            case DATE_GREATER_THAN_EQUALS ->
                date(value, wanted).map(c -> c >= 0).orElse(false);
        };
    }

    private static Optional<Integer> number(String value, String wanted) {
        try {
            return Optional.of(new BigDecimal(value).compareTo(new BigDecimal(wanted)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> date(String value, String wanted) {
        try {
            return Optional.of(moment(value).compareTo(moment(wanted)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant moment(String text) {
        boolean epoch = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (epoch) return Instant.ofEpochSecond(Long.parseLong(text));
        return text.length() == 10
                ? Instant.parse(text + "T00:00:00Z")
                : OffsetDateTime.parse(text).toInstant();
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
                if ((((here[i / 8] ^ there[i / 8]) >> (7 - i % 8)) & 1) != 0) return false;
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
