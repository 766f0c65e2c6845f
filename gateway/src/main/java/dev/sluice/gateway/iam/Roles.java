package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import dev.sluice.gateway.sigv4.UriText;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Roles and whom they trust.
final class Roles {
    /// AWS's quota for a trust policy.
    private static final int TRUST_CHARS_MAX = 2_048;

    private final Identities identities;

    Roles(Identities identities) {
        this.identities = identities;
    }

    void offer(Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations) {
        operations.put("CreateRole", this::create);
        operations.put("GetRole", (input, caller) -> wrapped(find(input)));
        operations.put("ListRoles", this::list);
        operations.put("DeleteRole", this::delete);
        operations.put("UpdateRole", this::update);
        operations.put("UpdateAssumeRolePolicy", this::updateTrust);
        operations.put("TagRole", this::tag);
        operations.put("UntagRole", this::untag);
        operations.put(
                "ListRoleTags",
                (input, caller) -> Holder.page(
                        input,
                        "Tags",
                        find(input).path("view").path("Tags").valueStream().toList(),
                        tag -> tag.path("Key").asString()));
        operations.put("ListInstanceProfilesForRole", (input, caller) -> {
            find(input);
            return Holder.page(input, "InstanceProfiles", List.of(), JsonNode::asString);
        });
    }

    private JsonNode find(JsonNode input) {
        return Holder.find(identities, Kind.ROLE, input.path("RoleName").asString());
    }

    private JsonNode create(JsonNode input, Caller caller) {
        Holder.unsupported(input, "PermissionsBoundary");
        String name = input.path("RoleName").asString();
        String trust = input.path("AssumeRolePolicyDocument").asString();
        checkTrust(trust);
        ObjectNode view = Json.object("Path", input.path("Path").asString("/"), "RoleName", name);
        view.put("RoleId", Secrets.id("AROA"));
        view.put(
                "Arn",
                "arn:aws:iam::" + caller.account() + ":role" + view.path("Path").asString() + name);
        view.put("CreateDate", identities.clock().instant().getEpochSecond());
        if (input.has("Description"))
            view.put("Description", input.path("Description").asString());
        view.put("MaxSessionDuration", input.path("MaxSessionDuration").asLong(3_600));
        if (input.has("Tags")) view.set("Tags", Holder.tagged(Json.array(), input.path("Tags")));
        ObjectNode body = Holder.fresh(view);
        body.put("AssumeRolePolicyDocument", trust);
        synchronized (identities) {
            Holder.absent(identities, Kind.ROLE, name);
            identities.store().put(Kind.ROLE, name, body);
        }
        return wrapped(body);
    }

    private static void checkTrust(String document) {
        if (document.length() > TRUST_CHARS_MAX) {
            throw new Refused("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: " + TRUST_CHARS_MAX);
        }
        Policy.ofTrust(document);
    }

    private static ObjectNode shown(JsonNode body) {
        ObjectNode view = Holder.copy(body.path("view"));
        // IAM answers documents percent-encoded; clients decode them again.
        String document = body.path("AssumeRolePolicyDocument").asString();
        return view.put("AssumeRolePolicyDocument", UriText.encode(document, false));
    }

    private static JsonNode wrapped(JsonNode body) {
        ObjectNode out = Json.object();
        out.set("Role", shown(body));
        return out;
    }

    private JsonNode list(JsonNode input, Caller caller) {
        String prefix = input.path("PathPrefix").asString("/");
        List<JsonNode> roles = identities.store().list(Kind.ROLE).stream()
                .filter(body -> body.path("view").path("Path").asString("").startsWith(prefix))
                .map(body -> (JsonNode) shown(body))
                .toList();
        return Holder.page(input, "Roles", roles, role -> role.path("RoleName").asString());
    }

    private JsonNode delete(JsonNode input, Caller caller) {
        synchronized (identities) {
            Holder.bare(find(input));
            identities.store().remove(Kind.ROLE, input.path("RoleName").asString());
        }
        return Json.object();
    }

    private JsonNode update(JsonNode input, Caller caller) {
        return change(input, body -> {
            ObjectNode view = (ObjectNode) body.path("view");
            if (input.has("Description"))
                view.put("Description", input.path("Description").asString());
            if (input.has("MaxSessionDuration")) {
                view.put("MaxSessionDuration", input.path("MaxSessionDuration").asLong());
            }
        });
    }

    private JsonNode updateTrust(JsonNode input, Caller caller) {
        String document = input.path("PolicyDocument").asString();
        checkTrust(document);
        return change(input, body -> body.put("AssumeRolePolicyDocument", document));
    }

    private JsonNode tag(JsonNode input, Caller caller) {
        return change(input, body -> {
            ObjectNode view = (ObjectNode) body.path("view");
            view.set("Tags", Holder.tagged(view.path("Tags"), input.path("Tags")));
        });
    }

    private JsonNode untag(JsonNode input, Caller caller) {
        List<String> keys = Statement.texts(input.path("TagKeys"));
        return change(input, body -> {
            ObjectNode view = (ObjectNode) body.path("view");
            view.set("Tags", Holder.untagged(view.path("Tags"), keys));
        });
    }

    private JsonNode change(JsonNode input, java.util.function.Consumer<ObjectNode> change) {
        synchronized (identities) {
            ObjectNode body = Holder.copy(find(input));
            change.accept(body);
            identities.store().put(Kind.ROLE, input.path("RoleName").asString(), body);
        }
        return Json.object();
    }
}
