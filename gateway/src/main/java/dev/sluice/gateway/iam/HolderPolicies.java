package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import dev.sluice.gateway.sigv4.UriText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The policies of a role or of a user: its own, and managed ones attached to it.
final class HolderPolicies {
    /// AWS's quota for all inline policies of a role.
    private static final int INLINE_CHARS_MAX = 10_240;

    /// AWS's quota, which it raises to 20 on request.
    private static final int ATTACHED_MAX = 20;

    private final Identities identities;
    private final Kind kind;
    private final String noun;

    /// @param noun `Role` or `User`, as in the operations' names
    HolderPolicies(Identities identities, Kind kind, String noun) {
        this.identities = identities;
        this.kind = kind;
        this.noun = noun;
    }

    void offer(Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations) {
        operations.put("Put" + noun + "Policy", this::put);
        operations.put("Get" + noun + "Policy", this::get);
        operations.put("Delete" + noun + "Policy", this::delete);
        operations.put("List" + noun + "Policies", this::list);
        operations.put("Attach" + noun + "Policy", this::attach);
        operations.put("Detach" + noun + "Policy", this::detach);
        operations.put("ListAttached" + noun + "Policies", this::listAttached);
    }

    private String name(JsonNode input) {
        return input.path(noun + "Name").asString();
    }

    private JsonNode find(JsonNode input) {
        return Holder.find(identities, kind, name(input));
    }

    private JsonNode change(JsonNode input, Consumer<ObjectNode> change) {
        synchronized (identities) {
            ObjectNode body = Holder.copy(find(input));
            change.accept(body);
            identities.store().put(kind, name(input), body);
        }
        return Json.object();
    }

    private JsonNode put(JsonNode input, Caller caller) {
        String document = input.path("PolicyDocument").asString();
        Policy.ofIdentity(document);
        return change(input, body -> {
            ObjectNode inline = (ObjectNode) body.path("inline");
            inline.put(input.path("PolicyName").asString(), document);
            int chars = inline.valueStream()
                    .mapToInt(each -> each.asString().length())
                    .sum();
            if (chars > INLINE_CHARS_MAX) {
                throw new Refused(
                        "LimitExceeded",
                        "Maximum policy size of " + INLINE_CHARS_MAX + " bytes exceeded for "
                                + noun.toLowerCase(Locale.ROOT) + " " + name(input));
            }
        });
    }

    private String inline(JsonNode body, JsonNode input) {
        String policy = input.path("PolicyName").asString();
        JsonNode document = body.path("inline").path(policy);
        if (!document.isMissingNode()) return document.asString();
        throw new Refused(
                "NoSuchEntity",
                "The " + noun.toLowerCase(Locale.ROOT) + " policy with name " + policy + " cannot be found.");
    }

    private JsonNode get(JsonNode input, Caller caller) {
        String document = inline(find(input), input);
        return Json.object(
                noun + "Name",
                name(input),
                "PolicyName",
                input.path("PolicyName").asString(),
                "PolicyDocument",
                UriText.encode(document, false));
    }

    private JsonNode delete(JsonNode input, Caller caller) {
        return change(input, body -> {
            inline(body, input);
            ((ObjectNode) body.path("inline")).remove(input.path("PolicyName").asString());
        });
    }

    private JsonNode list(JsonNode input, Caller caller) {
        List<JsonNode> names = find(input).path("inline").propertyNames().stream()
                .sorted()
                .map(Json::text)
                .toList();
        return Holder.page(input, "PolicyNames", names, JsonNode::asString);
    }

    private JsonNode attach(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        if (identities.document(arn).isEmpty()) {
            throw new Refused("NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        }
        return change(input, body -> {
            ArrayNode attached = (ArrayNode) body.path("attached");
            if (Statement.texts(attached).contains(arn)) return;
            if (attached.size() >= ATTACHED_MAX) {
                throw new Refused("LimitExceeded", "Cannot exceed quota for PoliciesPer" + noun + ": " + ATTACHED_MAX);
            }
            attached.add(arn);
        });
    }

    private JsonNode detach(JsonNode input, Caller caller) {
        String arn = input.path("PolicyArn").asString();
        return change(input, body -> {
            List<String> attached = Statement.texts(body.path("attached"));
            if (!attached.contains(arn)) throw new Refused("NoSuchEntity", "Policy " + arn + " was not found.");
            ArrayNode left = Json.array();
            attached.stream().filter(each -> !each.equals(arn)).forEach(left::add);
            body.set("attached", left);
        });
    }

    private JsonNode listAttached(JsonNode input, Caller caller) {
        List<JsonNode> attached = Statement.texts(find(input).path("attached")).stream()
                .sorted()
                .map(arn -> (JsonNode) Json.object("PolicyName", Principals.name(arn), "PolicyArn", arn))
                .toList();
        return Holder.page(
                input,
                "AttachedPolicies",
                attached,
                each -> each.path("PolicyArn").asString());
    }
}
