package dev.sluice.gateway.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class IdentitiesTest {
    private static final String ACCOUNT = "000000000000";
    private static final AccessKey ROOT_KEY =
            new AccessKey("AKIAROOT", "secret", null, "arn:aws:iam::000000000000:root", ACCOUNT, null);
    private static final Caller ROOT = Caller.inside(ACCOUNT, "us-east-1", ROOT_KEY.principal(), "r");
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "\"lambda.amazonaws.com\",\"AWS\":\"arn:aws:iam::000000000000:root\"},\"Action\":\"sts:AssumeRole\"}]}";

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Identities identities;
    private Iam iam;
    private Sts sts;

    @BeforeEach
    void open() {
        identities = Identities.open(directory.resolve("iam.db"), ROOT_KEY, () -> now);
        iam = new Iam(identities);
        sts = new Sts(identities);
    }

    @AfterEach
    void close() {
        identities.close();
    }

    @Test
    void a_role_survives_a_restart_and_is_shown_as_aws_shows_it() {
        createRole("resize");
        close();
        open();
        JsonNode role = call("GetRole", "RoleName", "resize").path("Role");
        assertThat(role.path("Arn").asString()).isEqualTo("arn:aws:iam::000000000000:role/resize");
        assertThat(role.path("RoleId").asString()).startsWith("AROA").hasSize(21);
        assertThat(role.path("AssumeRolePolicyDocument").asString()).startsWith("%7B%22Version%22%3A");
        assertThat(role.path("CreateDate").asLong()).isEqualTo(now.getEpochSecond());
    }

    @Test
    void a_role_may_do_what_its_policies_allow_and_nothing_else() {
        createRole("resize");
        assertThat(decide("arn:aws:sts::000000000000:assumed-role/resize/x", "s3:GetObject", "arn:aws:s3:::b/k"))
                .isEqualTo(Verdict.SILENT);
        put("resize", "read", allow("s3:Get*", "arn:aws:s3:::b/*"));
        assertThat(decide("arn:aws:sts::000000000000:assumed-role/resize/x", "s3:GetObject", "arn:aws:s3:::b/k"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(decide("arn:aws:iam::000000000000:role/resize", "s3:PutObject", "arn:aws:s3:::b/k"))
                .isEqualTo(Verdict.SILENT);
        put("resize", "no", allow("s3:GetObject", "arn:aws:s3:::b/secret*").replace("Allow", "Deny"));
        assertThat(decide("arn:aws:iam::000000000000:role/resize", "s3:GetObject", "arn:aws:s3:::b/secret"))
                .isEqualTo(Verdict.DENIED);
    }

    @Test
    void attached_policies_count_until_detached() {
        createRole("resize");
        String arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
        call("AttachRolePolicy", "RoleName", "resize", "PolicyArn", arn);
        assertThat(decide("arn:aws:iam::000000000000:role/resize", "s3:PutObject", "x"))
                .isEqualTo(Verdict.ALLOWED);
        assertRefused("DeleteConflict", "DeleteRole", "RoleName", "resize");
        call("DetachRolePolicy", "RoleName", "resize", "PolicyArn", arn);
        assertThat(decide("arn:aws:iam::000000000000:role/resize", "s3:PutObject", "x"))
                .isEqualTo(Verdict.SILENT);
        call("DeleteRole", "RoleName", "resize");
        assertRefused("NoSuchEntity", "GetRole", "RoleName", "resize");
    }

    @Test
    void a_role_that_was_never_created_here_is_not_held_back_and_a_user_that_was_not_is() {
        assertThat(decide("arn:aws:iam::000000000000:role/elsewhere", "s3:PutObject", "x"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(decide("arn:aws:iam::000000000000:user/nobody", "s3:PutObject", "x"))
                .isEqualTo(Verdict.SILENT);
        assertThat(decide("*", "s3:PutObject", "x")).isEqualTo(Verdict.SILENT);
        assertThat(decide(ROOT.principal(), "s3:PutObject", "x")).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void a_users_key_works_until_it_is_made_inactive() {
        call("CreateUser", "UserName", "ada");
        JsonNode key = call("CreateAccessKey", "UserName", "ada").path("AccessKey");
        String id = key.path("AccessKeyId").asString();
        assertThat(identities.find(id).orElseThrow().principal()).isEqualTo("arn:aws:iam::000000000000:user/ada");
        assertThat(identities.find(id).orElseThrow().secret())
                .isEqualTo(key.path("SecretAccessKey").asString());
        assertThat(call("ListAccessKeys", "UserName", "ada").toString())
                .contains(id)
                .doesNotContain("Secret");
        call("UpdateAccessKey", "UserName", "ada", "AccessKeyId", id, "Status", "Inactive");
        assertThat(identities.find(id)).isEmpty();
    }

    @Test
    void assuming_a_role_gives_a_key_that_ends() {
        createRole("resize");
        JsonNode out = assume(ROOT);
        AccessKey key = identities
                .find(out.path("Credentials").path("AccessKeyId").asString())
                .orElseThrow();
        assertThat(key.principal()).isEqualTo("arn:aws:sts::000000000000:assumed-role/resize/me");
        assertThat(key.expires()).isEqualTo(now.plus(Duration.ofHours(1)));
        now = now.plus(Duration.ofHours(3));
        identities.session("arn:aws:iam::000000000000:role/resize", "other", Duration.ofMinutes(15));
        assertThat(identities.find(key.id())).isEmpty();
    }

    @Test
    void a_role_is_not_assumed_by_those_it_does_not_trust_or_who_may_not() {
        createRole("resize");
        Caller nobody = Caller.inside("111111111111", "us-east-1", "arn:aws:iam::111111111111:user/x", "r");
        assertThatThrownBy(() -> assume(nobody))
                .hasMessage("User: arn:aws:iam::111111111111:user/x is not authorized to perform: sts:AssumeRole on "
                        + "resource: arn:aws:iam::000000000000:role/resize");
        call("CreateUser", "UserName", "ada");
        Caller ada = Caller.inside(ACCOUNT, "us-east-1", "arn:aws:iam::000000000000:user/ada", "r");
        assertThatThrownBy(() -> assume(ada)).isInstanceOf(Refused.class);
        iam.call(
                "PutUserPolicy",
                Json.object("UserName", "ada", "PolicyName", "p", "PolicyDocument", allow("sts:AssumeRole", "*")),
                ROOT);
        assertThat(assume(ada).has("Credentials")).isTrue();
    }

    @Test
    void services_are_trusted_as_the_role_says() {
        createRole("resize");
        assertThat(identities.trusts("arn:aws:iam::000000000000:role/resize", "lambda.amazonaws.com"))
                .isTrue();
        assertThat(identities.trusts("arn:aws:iam::000000000000:role/resize", "states.amazonaws.com"))
                .isFalse();
        assertThat(identities.trusts("arn:aws:iam::000000000000:role/elsewhere", "states.amazonaws.com"))
                .isTrue();
    }

    @Test
    void who_am_i_is_answered_to_everyone_who_signed() {
        assertThat(sts.call("GetCallerIdentity", Json.object(), ROOT))
                .isEqualTo(Json.object("UserId", ACCOUNT, "Account", ACCOUNT, "Arn", ROOT.principal()));
    }

    @Test
    void documents_that_aws_would_refuse_are_refused() {
        createRole("resize");
        for (String document : new String[] {
            "{",
            "[]",
            "{\"Statement\":[]}",
            allow("s3", "*"),
            allow("s3:Get*", "*").replace("Allow", "Perhaps"),
            allow("s3:Get*", "*").replace("\"Resource\"", "\"Resourse\""),
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":"
                    + "{\"StringResembles\":{\"aws:username\":\"x\"}}}}"
        }) {
            assertThatThrownBy(() -> put("resize", "p", document))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo("MalformedPolicyDocument"));
        }
    }

    private void createRole(String name) {
        call("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST);
    }

    private void put(String role, String name, String document) {
        call("PutRolePolicy", "RoleName", role, "PolicyName", name, "PolicyDocument", document);
    }

    private JsonNode assume(Caller caller) {
        return sts.call(
                "AssumeRole",
                Json.object("RoleArn", "arn:aws:iam::000000000000:role/resize", "RoleSessionName", "me"),
                caller);
    }

    private JsonNode call(String operation, String... input) {
        return iam.call(operation, Json.object(input), ROOT);
    }

    private void assertRefused(String code, String operation, String... input) {
        assertThatThrownBy(() -> call(operation, input))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private Verdict decide(String principal, String action, String resource) {
        return identities.decide(Caller.inside(ACCOUNT, "us-east-1", principal, "r"), new Access(action, resource));
    }

    private static String allow(String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"}]}";
    }
}
