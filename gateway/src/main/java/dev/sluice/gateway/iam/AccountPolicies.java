package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import dev.sluice.gateway.sigv4.UriText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The account's own managed policies, of one version each, and a look at AWS's.
final class AccountPolicies {
    /// AWS's quota for a managed policy.
    private static final int DOCUMENT_CHARS_MAX = 6_144;

    private final Identities identities;

    AccountPolicies(Identities identities) {
        this.identities = identities;
    }

    void offer(Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations) {
        operations.put("CreatePolicy", this::create);
        operations.put("GetPolicy", this::get);
        operations.put("GetPolicyVersion", this::version);
        operations.put("ListPolicyVersions", this::versions);
        operations.put("ListPolicies", this::list);
        operations.put("DeletePolicy", this::delete);
    }

    private JsonNode create(JsonNode input, Caller caller) {
        String name = input.path("PolicyName").asString();
        String path = input.path("Path").asString("/");
        String document = input.path("PolicyDocument").asString();
        if (document.length() > DOCUMENT_CHARS_MAX) {
            throw new Refused("LimitExceeded", "Cannot exceed quota for PolicySize: " + DOCUMENT_CHARS_MAX);
        }
        Policy.ofIdentity(document);
        String arn = "arn:aws:iam::" + caller.account() + ":policy" + path + name;
        long now = identities.clock().instant().getEpochSecond();
        ObjectNode view = Json.object(
                "PolicyName", name, "PolicyId", Secrets.id("ANPA"), "Arn", arn, "Path", path, "DefaultVersionId", "v1");
        view.put("IsAttachable", true).put("CreateDate", now).put("UpdateDate", now);
        if (input.has("Description"))
            view.put("Description", input.path("Description").asString());
        if (input.has("Tags")) view.set("Tags", Holder.tagged(Json.array(), input.path("Tags")));
        ObjectNode body = Json.object("Document", document);
        body.set("view", view);
        synchronized (identities) {
            if (identities.store().find(Kind.POLICY, arn).isPresent()) {
                throw new Refused(
                        "EntityAlreadyExists",
                        "A policy called " + name + " already exists. Duplicate names are not allowed.");
            }
            identities.store().put(Kind.POLICY, arn, body);
        }
        return wrapped(shown(body));
    }

    private static JsonNode wrapped(JsonNode view) {
        ObjectNode out = Json.object();
        out.set("Policy", view);
        return out;
    }

    private long attachments(String arn) {
        return Stream.of(Kind.ROLE, Kind.USER)
                .flatMap(kind -> identities.store().list(kind).stream())
                .filter(body -> Statement.texts(body.path("attached")).contains(arn))
                .count();
    }

    private JsonNode shown(JsonNode body) {
        ObjectNode view = Holder.copy(body.path("view"));
        return view.put("AttachmentCount", attachments(view.path("Arn").asString()));
    }

    private static Refused missing(String arn) {
        return new Refused("NoSuchEntity", "Policy " + arn + " was not found.");
    }

    private JsonNode get(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        return identities
                .store()
                .find(Kind.POLICY, arn)
                .map(body -> wrapped(shown(body)))
                .or(() -> ManagedPolicies.document(arn).map(unused -> wrapped(amazons(arn))))
                .orElseThrow(() -> missing(arn));
    }

    private JsonNode amazons(String arn) {
        ObjectNode view = Json.object("PolicyName", Principals.name(arn), "Arn", arn, "DefaultVersionId", "v1");
        return view.put("IsAttachable", true).put("AttachmentCount", attachments(arn));
    }

    private JsonNode version(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        String document = identities.document(arn).orElseThrow(() -> missing(arn));
        String id = input.path("VersionId").asString();
        if (!id.equals("v1")) {
            throw new Refused(
                    "NoSuchEntity", "Policy " + arn + " version " + id + " does not exist or is not attachable.");
        }
        ObjectNode out = Json.object();
        out.set("PolicyVersion", described(arn).put("Document", UriText.encode(document, false)));
        return out;
    }

    private ObjectNode described(String arn) {
        ObjectNode version = Json.object("VersionId", "v1").put("IsDefaultVersion", true);
        identities
                .store()
                .find(Kind.POLICY, arn)
                .ifPresent(body -> version.set("CreateDate", body.path("view").path("CreateDate")));
        return version;
    }

    private JsonNode versions(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        if (identities.document(arn).isEmpty()) throw missing(arn);
        return Holder.page(
                input,
                "Versions",
                List.of(described(arn)),
                each -> each.path("VersionId").asString());
    }

    private JsonNode list(JsonNode input, Caller caller) {
        Holder.unsupported(input, "PolicyUsageFilter");
        String scope = input.path("Scope").asString("All");
        boolean onlyAttached = input.path("OnlyAttached").asBoolean(false);
        Stream<JsonNode> own = identities.store().list(Kind.POLICY).stream().map(this::shown);
        Stream<JsonNode> theirs = ManagedPolicies.arns().map(this::amazons);
        List<JsonNode> policies = Stream.concat(
                        scope.equals("AWS") ? Stream.empty() : own, scope.equals("Local") ? Stream.empty() : theirs)
                .filter(view -> !onlyAttached || view.path("AttachmentCount").asLong() > 0)
                .sorted(Comparator.comparing(view -> view.path("Arn").asString()))
                .toList();
        return Holder.page(input, "Policies", policies, each -> each.path("Arn").asString());
    }

    private JsonNode delete(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        synchronized (identities) {
            if (identities.store().find(Kind.POLICY, arn).isEmpty()) throw missing(arn);
            if (attachments(arn) > 0) {
                throw new Refused("DeleteConflict", "Cannot delete a policy attached to entities.");
            }
            identities.store().remove(Kind.POLICY, arn);
        }
        return Json.object();
    }
}
