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

/// The long-lived keys of users.
final class AccessKeys {
    /// AWS's quota for a user.
    private static final int KEYS_MAX = 2;

    private final Identities identities;

    AccessKeys(Identities identities) {
        this.identities = identities;
    }

    void offer(Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations) {
        operations.put("CreateAccessKey", this::create);
        operations.put("ListAccessKeys", this::list);
        operations.put("UpdateAccessKey", this::update);
        operations.put("DeleteAccessKey", this::delete);
    }

    private static String user(JsonNode input, Caller caller) {
        String name = input.path("UserName").asString(Principals.user(caller.principal()));
        if (!name.isEmpty()) return name;
        throw new Refused("ValidationError", "Must specify userName when calling with non-User credentials");
    }

    private List<JsonNode> of(String user) {
        return identities.store().list(Kind.KEY).stream()
                .filter(key -> key.path("UserName").asString("").equals(user))
                .toList();
    }

    private JsonNode create(JsonNode input, Caller caller) {
        String user = user(input, caller);
        synchronized (identities) {
            JsonNode holder = Holder.find(identities, Kind.USER, user);
            if (of(user).size() >= KEYS_MAX) {
                throw new Refused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + KEYS_MAX);
            }
            ObjectNode key = Json.object(
                    "UserName",
                    user,
                    "AccessKeyId",
                    Secrets.id("AKIA"),
                    "Status",
                    "Active",
                    "SecretAccessKey",
                    Secrets.secret());
            key.put("CreateDate", identities.clock().instant().getEpochSecond());
            ObjectNode stored = Holder.copy(key);
            stored.put("Principal", holder.path("view").path("Arn").asString()).put("Account", caller.account());
            identities.store().put(Kind.KEY, key.path("AccessKeyId").asString(), stored);
            ObjectNode out = Json.object();
            out.set("AccessKey", key);
            return out;
        }
    }

    private JsonNode list(JsonNode input, Caller caller) {
        String user = user(input, caller);
        Holder.find(identities, Kind.USER, user);
        List<JsonNode> keys = of(user).stream()
                .map(key -> (JsonNode) Holder.copy(key).without(List.of("SecretAccessKey", "Principal", "Account")))
                .toList();
        return Holder.page(
                input, "AccessKeyMetadata", keys, key -> key.path("AccessKeyId").asString());
    }

    private JsonNode find(JsonNode input, Caller caller) {
        String id = input.path("AccessKeyId").asString();
        return of(user(input, caller)).stream()
                .filter(key -> key.path("AccessKeyId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused("NoSuchEntity", "The Access Key with id " + id + " cannot be found."));
    }

    private JsonNode update(JsonNode input, Caller caller) {
        synchronized (identities) {
            ObjectNode key = Holder.copy(find(input, caller));
            key.put("Status", input.path("Status").asString());
            identities.store().put(Kind.KEY, key.path("AccessKeyId").asString(), key);
        }
        return Json.object();
    }

    private JsonNode delete(JsonNode input, Caller caller) {
        synchronized (identities) {
            identities
                    .store()
                    .remove(Kind.KEY, find(input, caller).path("AccessKeyId").asString());
        }
        return Json.object();
    }
}
