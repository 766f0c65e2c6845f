package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Users.
final class Users {
    private final Identities identities;

    Users(Identities identities) {
        this.identities = identities;
    }

    void offer(Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations) {
        operations.put("CreateUser", this::create);
        operations.put("GetUser", this::get);
        operations.put("ListUsers", this::list);
        operations.put("DeleteUser", this::delete);
    }

    private JsonNode create(JsonNode input, Caller caller) {
        Holder.unsupported(input, "PermissionsBoundary");
        String name = input.path("UserName").asString();
        ObjectNode view = Json.object("Path", input.path("Path").asString("/"), "UserName", name);
        view.put("UserId", Secrets.id("AIDA"));
        view.put(
                "Arn",
                "arn:aws:iam::" + caller.account() + ":user" + view.path("Path").asString() + name);
        view.put("CreateDate", identities.clock().instant().getEpochSecond());
        if (input.has("Tags")) view.set("Tags", Holder.tagged(Json.array(), input.path("Tags")));
        synchronized (identities) {
            Holder.absent(identities, Kind.USER, name);
            identities.store().put(Kind.USER, name, Holder.fresh(view));
        }
        return wrapped(view);
    }

    private static JsonNode wrapped(JsonNode view) {
        ObjectNode out = Json.object();
        out.set("User", view);
        return out;
    }

    private JsonNode get(JsonNode input, Caller caller) {
        String name = input.path("UserName").asString(Principals.user(caller.principal()));
        if (!name.isEmpty())
            return wrapped(Holder.find(identities, Kind.USER, name).path("view"));
        if (!Principals.root(caller.principal())) {
            throw new Refused("ValidationError", "Must specify userName when calling with non-User credentials");
        }
        ObjectNode root = Json.object("UserId", caller.account(), "Arn", caller.principal());
        return wrapped(root.put("CreateDate", 0).put("Path", "/").put("UserName", "root"));
    }

    private JsonNode list(JsonNode input, Caller caller) {
        String prefix = input.path("PathPrefix").asString("/");
        List<JsonNode> users = identities.store().list(Kind.USER).stream()
                .map(body -> body.path("view"))
                .filter(view -> view.path("Path").asString("").startsWith(prefix))
                .toList();
        return Holder.page(input, "Users", users, user -> user.path("UserName").asString());
    }

    private JsonNode delete(JsonNode input, Caller caller) {
        String name = input.path("UserName").asString();
        synchronized (identities) {
            Holder.bare(Holder.find(identities, Kind.USER, name));
            boolean keys = identities.store().list(Kind.KEY).stream()
                    .anyMatch(key -> key.path("UserName").asString("").equals(name));
            if (keys) throw new Refused("DeleteConflict", "Cannot delete entity, must delete access keys first.");
            identities.store().remove(Kind.USER, name);
        }
        return Json.object();
    }
}
