package dev.sluice.gateway.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.Authorizer.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"StringEquals":{"aws:username":"ada"}}                     | true
            {"StringEquals":{"AWS:UserName":["bob","ada"]}}             | true
            {"StringEquals":{"aws:username":"Ada"}}                     | false
            {"StringEqualsIgnoreCase":{"aws:username":"Ada"}}           | true
            {"StringNotEquals":{"aws:username":["bob","ada"]}}          | false
            {"StringNotEquals":{"aws:nothing":"x"}}                     | true
            {"StringEquals":{"aws:nothing":"x"}}                        | false
            {"StringEqualsIfExists":{"aws:nothing":"x"}}                | true
            {"StringLike":{"aws:username":"a?a"}}                       | true
            {"StringLike":{"s3:prefix":"${aws:username}/*"}}            | true
            {"StringLike":{"s3:prefix":"${aws:nothing}/*"}}             | false
            {"Null":{"aws:nothing":"true"}}                             | true
            {"Null":{"aws:username":"true"}}                            | false
            {"Bool":{"aws:SecureTransport":"false"}}                    | true
            {"IpAddress":{"aws:SourceIp":"10.1.0.0/16"}}                | true
            {"IpAddress":{"aws:SourceIp":["10.2.0.0/16","::1/128"]}}    | false
            {"NotIpAddress":{"aws:SourceIp":"10.2.0.0/16"}}             | true
            {"IpAddress":{"aws:SourceIp":"nonsense"}}                   | false
            {"NumericLessThan":{"s3:max-keys":"11"}}                    | true
            {"NumericGreaterThanEquals":{"s3:max-keys":"10.5"}}         | false
            {"NumericEquals":{"aws:username":"1"}}                      | false
            {"DateGreaterThan":{"aws:CurrentTime":"2025-01-01T00:00:00Z"}} | true
            {"DateLessThan":{"aws:CurrentTime":"2025-01-01"}}           | false
            {"ForAnyValue:StringEquals":{"aws:TagKeys":["b","z"]}}      | true
            {"ForAllValues:StringEquals":{"aws:TagKeys":["b","z"]}}     | false
            {"ForAllValues:StringEquals":{"aws:nothing":["b"]}}         | true
            {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}    | true
            """)
    void conditions_hold_as_iam_says(String condition, boolean holds) {
        Policy policy = Policy.ofIdentity(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":" + condition
                        + "}}");
        Map<String, List<String>> context = new HashMap<>();
        context.put("aws:username", List.of("ada"));
        context.put("aws:sourceip", List.of("10.1.2.3"));
        context.put("aws:securetransport", List.of("false"));
        context.put("aws:currenttime", List.of("2026-01-01T00:00:00Z"));
        context.put("aws:principalarn", List.of("arn:aws:iam::1:user/ada"));
        context.put("aws:tagkeys", List.of("a", "b"));
        context.put("s3:prefix", List.of("ada/photos"));
        context.put("s3:max-keys", List.of("10"));
        Verdict verdict = policy.ofIdentity(new Question("s3:ListBucket", "arn:aws:s3:::b", "p", "1", context));
        assertThat(verdict).isEqualTo(holds ? Verdict.ALLOWED : Verdict.SILENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"                    | ALLOWED
            "Action":"S3:getobject","Resource":"*"                              | ALLOWED
            "NotAction":"s3:Put*","Resource":"*"                                | ALLOWED
            "NotAction":"s3:*","Resource":"*"                                   | SILENT
            "Action":"*","NotResource":"arn:aws:s3:::b/*"                       | SILENT
            "Action":"*","NotResource":"arn:aws:s3:::c/*"                       | ALLOWED
            "Action":["sqs:*","s3:GetObject"],"Resource":["x","arn:aws:s3:::?/k"] | ALLOWED
            """)
    void actions_and_resources_match_by_pattern(String statement, Verdict verdict) {
        Policy policy = Policy.ofIdentity("{\"Statement\":[{\"Effect\":\"Allow\"," + statement + "}]}");
        assertThat(policy.ofIdentity(new Question("s3:GetObject", "arn:aws:s3:::b/k", "p", "1", Map.of())))
                .isEqualTo(verdict);
    }

    @Test
    void a_hostile_pattern_costs_no_more_than_its_square() {
        String stars = "*a".repeat(500) + "b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Glob.matches(stars, "a".repeat(5_000))).isFalse());
    }
}
