package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What roles and users have in common. A stored one is `{view, inline, attached, …}`: what AWS shows of it, its own
/// policies by name, and the ARNs of the managed policies attached to it.
final class Holder {
    private static final int PAGE_MAX = 100;

    private Holder() {}

    static JsonNode find(Identities identities, Kind kind, String name) {
        return identities.store().find(kind, name).orElseThrow(() -> missing(kind, name));
    }

    static Refused missing(Kind kind, String name) {
        String noun = kind.name().toLowerCase(Locale.ROOT);
        return new Refused("NoSuchEntity", "The " + noun + " with name " + name + " cannot be found.");
    }

    static void absent(Identities identities, Kind kind, String name) {
        if (identities.store().find(kind, name).isEmpty()) return;
        String noun = kind == Kind.ROLE ? "Role" : "User";
        throw new Refused("EntityAlreadyExists", noun + " with name " + name + " already exists.");
    }

    static ObjectNode fresh(ObjectNode view) {
        ObjectNode body = Json.object();
        body.set("view", view);
        body.set("inline", Json.object());
        body.set("attached", Json.array());
        return body;
    }

    /// A copy that may be changed.
    static ObjectNode copy(JsonNode body) {
        return (ObjectNode) body.deepCopy();
    }

    static void bare(JsonNode body) {
        if (!body.path("inline").isEmpty()) {
            throw new Refused("DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        if (!body.path("attached").isEmpty()) {
            throw new Refused("DeleteConflict", "Cannot delete entity, must detach all policies first.");
        }
    }

    /// One page of a list: `Marker` is the name after which it begins.
    static JsonNode page(JsonNode input, String member, List<JsonNode> all, Function<JsonNode, String> name) {
        String after = input.path("Marker").asString("");
        int max = Math.min(input.path("MaxItems").asInt(PAGE_MAX), 1_000);
        ArrayNode items = Json.array();
        String last = "";
        boolean more = false;
        for (JsonNode each : all) {
            if (name.apply(each).compareTo(after) <= 0 && !after.isEmpty()) continue;
            if (items.size() == max) {
                more = true;
                break;
            }
            last = name.apply(each);
            items.add(each);
        }
        ObjectNode out = Json.object();
        out.set(member, items);
        out.put("IsTruncated", more);
        if (more) out.put("Marker", last);
        return out;
    }

    static void unsupported(JsonNode input, String... members) {
        for (String member : members) {
            if (input.has(member)) {
                throw new Refused("InvalidInput", "The parameter " + member + " is not supported on this endpoint.");
            }
        }
    }

    /// The tags of a resource after some were set.
    static ArrayNode tagged(JsonNode tags, JsonNode more) {
        ArrayNode out = untagged(
                tags, more.valueStream().map(tag -> tag.path("Key").asString()).toList());
        more.forEach(out::add);
        if (out.size() > 50) throw new Refused("LimitExceeded", "The number of tags has reached the maximum limit.");
        return out;
    }

    /// The tags of a resource after some keys were removed.
    static ArrayNode untagged(JsonNode tags, List<String> keys) {
        ArrayNode out = Json.array();
        tags.forEach(tag -> {
            if (!keys.contains(tag.path("Key").asString())) out.add(tag);
        });
        return out;
    }
}
