package dev.sluice.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.Caller;
import dev.sluice.objects.CanonicalUser;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BucketPolicyTest {
    private static final Caller BOB =
            Caller.inside("111111111111", "us-east-1", "arn:aws:sts::111111111111:assumed-role/reader/s1", "r");
    private static final Access READ = new Access("s3:GetObject", "arn:aws:s3:::b/raw/x.jpg");

    @Test
    void a_statement_allows_whom_what_and_where_it_names() {
        assertThat(decide("Allow", "{\"AWS\":\"111111111111\"}", "s3:Get*", "arn:aws:s3:::b/raw/*", "{}", READ))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(decide("Allow", "{\"AWS\":\"arn:aws:iam::111111111111:role/reader\"}", "*", "*", "{}", READ))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(decide("Allow", "{\"AWS\":\"222222222222\"}", "*", "*", "{}", READ))
                .isEqualTo(Verdict.SILENT);
        assertThat(decide("Allow", "\"*\"", "s3:Put*", "*", "{}", READ)).isEqualTo(Verdict.SILENT);
        assertThat(decide("Allow", "\"*\"", "*", "arn:aws:s3:::b/thumbs/*", "{}", READ))
                .isEqualTo(Verdict.SILENT);
    }

    @Test
    void conditions_are_judged_by_the_requests_values() {
        Access withAcl = new Access(READ.action(), READ.resource(), Map.of("s3:x-amz-acl", "public-read"));
        String open = "{\"StringLike\":{\"s3:x-amz-acl\":\"public*\"}}";
        assertThat(decide("Deny", "\"*\"", "*", "*", open, withAcl)).isEqualTo(Verdict.DENIED);
        assertThat(decide("Deny", "\"*\"", "*", "*", open, READ)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void a_canonical_user_is_the_account_it_stands_for() {
        String bob = "{\"CanonicalUser\":\"" + CanonicalUser.of("111111111111") + "\"}";
        String other = "{\"CanonicalUser\":\"" + CanonicalUser.of("222222222222") + "\"}";
        assertThat(decide("Allow", bob, "*", "*", "{}", READ)).isEqualTo(Verdict.ALLOWED);
        assertThat(decide("Allow", other, "*", "*", "{}", READ)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void a_condition_that_is_not_understood_is_refused_when_it_is_put() {
        assertThatThrownBy(() -> policy("Allow", "\"*\"", "*", "*", "{\"MoonPhase\":{\"aws:SourceIp\":\"full\"}}"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("MalformedPolicy"));
    }

    @Test
    void only_an_allow_to_everybody_without_a_narrowing_condition_is_public() {
        assertThat(BucketPolicy.isPublic(policy("Allow", "\"*\"", "*", "*", "{}")))
                .isTrue();
        assertThat(BucketPolicy.isPublic(
                        policy("Allow", "\"*\"", "*", "*", "{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}")))
                .isFalse();
        assertThat(BucketPolicy.isPublic(policy("Allow", "{\"AWS\":\"111111111111\"}", "*", "*", "{}")))
                .isFalse();
    }

    @Test
    void malformed_policies_are_refused() {
        for (String text : new String[] {"", "[]", "{}", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"}) {
            assertThatThrownBy(() -> BucketPolicy.parse(text, "arn:aws:s3:::b"))
                    .isInstanceOfSatisfying(
                            Refused.class, e -> assertThat(e.code()).isEqualTo("MalformedPolicy"));
        }
        assertThatThrownBy(() -> policy("Allow", "\"*\"", "*", "arn:aws:s3:::other/*", "{}"))
                .hasMessage("Policy has invalid resource");
    }

    private static Verdict decide(
            String effect, String principal, String action, String resource, String condition, Access access) {
        return BucketPolicy.decide(policy(effect, principal, action, resource, condition), BOB, access, Instant.EPOCH);
    }

    private static JsonNode policy(String effect, String principal, String action, String resource, String condition) {
        String text =
                ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\","
                                + "\"Resource\":\"%s\",\"Condition\":%s}]}")
                        .formatted(effect, principal, action, resource, condition);
        return BucketPolicy.parse(text, "arn:aws:s3:::b");
    }
}
