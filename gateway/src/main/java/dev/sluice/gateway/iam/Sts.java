package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The Security Token Service: who am I, and may I be somebody else for an hour?
public final class Sts implements Service {
    private static final Duration LIFE = Duration.ofHours(1);

    private final Identities identities;

    /// Over the same identities that requests are verified against.
    public Sts(Identities identities) {
        this.identities = identities;
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Set<String> operations() {
        return Set.of("GetCallerIdentity", "AssumeRole", "GetAccessKeyInfo");
    }

    /// Nothing for GetCallerIdentity, which no policy can take away; AssumeRole decides with the role's trust.
    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        return operation.equals("GetAccessKeyInfo") ? List.of(new Access("sts:GetAccessKeyInfo", "*")) : List.of();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        return switch (operation) {
            case "GetCallerIdentity" -> callerIdentity(caller);
            case "AssumeRole" -> assumeRole(input, caller);
            default -> Json.object("Account", caller.account());
        };
    }

    private JsonNode callerIdentity(Caller caller) {
        return Json.object(
                "UserId",
                userId(caller.principal(), caller.account()),
                "Account",
                caller.account(),
                "Arn",
                caller.principal());
    }

    private String userId(String principal, String account) {
        if (Principals.root(principal)) return account;
        String role = Principals.role(principal);
        if (role.isEmpty()) {
            return id(identities.store().find(Kind.USER, Principals.user(principal)), "UserId");
        }
        return id(identities.store().find(Kind.ROLE, role), "RoleId") + ":" + Principals.name(principal);
    }

    private static String id(Optional<JsonNode> holder, String member) {
        return holder.map(body -> body.path("view").path(member).asString("")).orElse("UNKNOWN");
    }

    private JsonNode assumeRole(JsonNode input, Caller caller) {
        for (String member : List.of("PolicyArns", "Tags", "TransitiveTagKeys", "SerialNumber", "SourceIdentity")) {
            if (input.has(member)) {
                throw new Refused("ValidationError", "The parameter " + member + " is not supported on this endpoint.");
            }
        }
        String arn = input.path("RoleArn").asString();
        JsonNode role = identities
                .store()
                .find(Kind.ROLE, Principals.role(arn))
                .filter(found -> found.path("view").path("Arn").asString("").equals(arn))
                .orElseThrow(() -> denied(caller, arn));
        if (!trusted(role, arn, input, caller)) throw denied(caller, arn);
        String policy = input.path("Policy").asString("");
        if (!policy.isEmpty()) Policy.ofIdentity(policy);
        Duration life = Duration.ofSeconds(input.path("DurationSeconds").asLong(LIFE.toSeconds()));
        if (life.toSeconds() > role.path("view").path("MaxSessionDuration").asLong(3600)) {
            throw new Refused(
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        String session = input.path("RoleSessionName").asString();
        AccessKey key = identities.session(arn, session, life, policy);
        ObjectNode out = Json.object();
        out.set("Credentials", credentials(key));
        String roleId = role.path("view").path("RoleId").asString();
        out.set("AssumedRoleUser", Json.object("AssumedRoleId", roleId + ":" + session, "Arn", key.principal()));
        return out;
    }

    // The trust policy must allow it, and the caller's own policies must too unless the trust names the caller itself.
    private boolean trusted(JsonNode role, String arn, JsonNode input, Caller caller) {
        Access access = new Access("sts:AssumeRole", arn, externalId(input));
        Question question = Question.of(caller, access, identities.clock().instant());
        String document = role.path("AssumeRolePolicyDocument").asString();
        if (Policy.ofTrust(document).ofTrust(question) != Verdict.ALLOWED) return false;
        Verdict own = identities.decide(caller, access);
        boolean byName = document.contains("\"" + caller.principal() + "\"");
        return own == Verdict.ALLOWED || (own == Verdict.SILENT && byName);
    }

    private static java.util.Map<String, String> externalId(JsonNode input) {
        return input.has("ExternalId")
                ? java.util.Map.of("sts:ExternalId", input.path("ExternalId").asString())
                : java.util.Map.of();
    }

    private static Refused denied(Caller caller, String arn) {
        return new Refused(
                "AccessDenied",
                "User: " + caller.principal() + " is not authorized to perform: sts:AssumeRole on resource: " + arn);
    }

    private static JsonNode credentials(AccessKey key) {
        ObjectNode out = Json.object("AccessKeyId", key.id(), "SecretAccessKey", key.secret());
        if (key.sessionToken() != null) out.put("SessionToken", key.sessionToken());
        if (key.expires() != null) out.put("Expiration", key.expires().getEpochSecond());
        return out;
    }
}
