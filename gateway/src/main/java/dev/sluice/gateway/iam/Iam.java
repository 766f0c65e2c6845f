package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// Identity and Access Management: users, roles, their policies and keys.
public final class Iam implements Service {
    private final Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations = new HashMap<>();

    /// Over the same identities that requests are verified against.
    public Iam(Identities identities) {
        new Roles(identities).offer(operations);
        new Users(identities).offer(operations);
        new AccessKeys(identities).offer(operations);
        new AccountPolicies(identities).offer(operations);
        new HolderPolicies(identities, Kind.ROLE, "Role").offer(operations);
        new HolderPolicies(identities, Kind.USER, "User").offer(operations);
    }

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        String account = "arn:aws:iam::" + caller.account() + ":";
        String resource = "*";
        if (input.has("RoleName"))
            resource = account + "role/" + input.path("RoleName").asString();
        else if (input.has("UserName"))
            resource = account + "user/" + input.path("UserName").asString();
        else if (input.has("PolicyArn")) resource = input.path("PolicyArn").asString();
        return List.of(new Access("iam:" + operation, resource));
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        BiFunction<JsonNode, Caller, JsonNode> work = operations.get(operation);
        if (work == null) throw new IllegalArgumentException("asked for " + operation + ", which isn't offered");
        JsonNode out = work.apply(input, caller);
        return out.isMissingNode() ? Json.object() : out;
    }
}
