package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.CanonicalUser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Access control lists in AWS's shape (`Owner`, `Grants`): made from canned names, headers or XML, and
/// asked. Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">ACL overview</a>
final class Acl {
    /// Everybody, signed or not.
    static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

    /// Everybody who signs.
    static final String AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    private static final int GRANTS_MAX = 100;

    /// Headers that grant, by the member of the input that carries them.
    private static final Map<String, String> GRANT_MEMBERS = Map.of(
            "GrantFullControl", "FULL_CONTROL",
            "GrantRead", "READ",
            "GrantReadACP", "READ_ACP",
            "GrantWrite", "WRITE",
            "GrantWriteACP", "WRITE_ACP");

    private static final List<String> GRANT_ORDER =
            List.of("GrantFullControl", "GrantRead", "GrantWrite", "GrantReadACP", "GrantWriteACP");

    private Acl() {}

    /// The list of something that was written without one.
    static ObjectNode ownedBy(String owner) {
        ObjectNode acl = Json.object();
        acl.set("Owner", Account.owner(owner));
        grant(acl.putArray("Grants"), user(owner), "FULL_CONTROL");
        return acl;
    }

    /// What a request's headers ask for.
    ///
    /// @param owner of what is written
    /// @return null if they ask for nothing, or for the default
    /// @throws Refused `InvalidRequest`, `InvalidArgument`
    static @Nullable JsonNode fromHeaders(JsonNode input, String owner, Bucket bucket) {
        String canned = input.path("ACL").asString("");
        boolean grants = GRANT_MEMBERS.keySet().stream().anyMatch(input::has);
        if (!canned.isEmpty() && grants)
            throw S3Errors.invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        if (!canned.isEmpty()) return canned(canned, owner, bucket);
        if (!grants) return null;
        ObjectNode acl = Json.object();
        acl.set("Owner", Account.owner(owner));
        ArrayNode list = acl.putArray("Grants");
        for (String member : GRANT_ORDER) {
            if (!input.has(member)) continue;
            for (String each : input.path(member).asString().split(",")) {
                grant(list, grantee(each.strip()), java.util.Objects.requireNonNull(GRANT_MEMBERS.get(member)));
            }
        }
        return acl;
    }

    private static JsonNode canned(String name, String owner, Bucket bucket) {
        ObjectNode acl = ownedBy(owner);
        ArrayNode grants = (ArrayNode) acl.path("Grants");
        switch (name) {
            case "private" -> {}
            case "public-read" -> grant(grants, group(ALL_USERS), "READ");
            case "public-read-write" -> {
                grant(grants, group(ALL_USERS), "READ");
                grant(grants, group(ALL_USERS), "WRITE");
            }
            case "authenticated-read" -> grant(grants, group(AUTHENTICATED_USERS), "READ");
            case "bucket-owner-read" -> grantOther(grants, owner, bucket, "READ");
            case "bucket-owner-full-control" -> grantOther(grants, owner, bucket, "FULL_CONTROL");
            case "log-delivery-write" -> {
                grant(grants, group(LOG_DELIVERY), "WRITE");
                grant(grants, group(LOG_DELIVERY), "READ_ACP");
            }
            case "aws-exec-read" -> throw S3Errors.notImplemented("the canned ACL aws-exec-read");
            default -> throw S3Errors.invalid("", "x-amz-acl", name);
        }
        return acl;
    }

    private static void grantOther(ArrayNode grants, String owner, Bucket bucket, String permission) {
        if (!bucket.owner().equals(owner)) grant(grants, user(bucket.owner()), permission);
    }

    private static ObjectNode grantee(String text) {
        int equals = text.indexOf('=');
        String value = equals < 0 ? "" : text.substring(equals + 1).replace("\"", "");
        return switch (equals < 0 ? "" : text.substring(0, equals).strip()) {
            case "id" -> user(known(value));
            case "uri" -> group(knownGroup(value));
            case "emailAddress" -> throw unresolvable(value);
            default -> throw S3Errors.invalid("Argument format not recognized", "x-amz-grant", text);
        };
    }

    private static Refused unresolvable(String email) {
        return new Refused(
                "UnresolvableGrantByEmailAddress",
                "The e-mail address you provided does not match any account on record.",
                Map.of("EmailAddress", email));
    }

    private static String known(String id) {
        if (CanonicalUser.account(id).isEmpty()) throw S3Errors.invalid("Invalid id", "CanonicalUser/ID", id);
        return id;
    }

    private static String knownGroup(String uri) {
        if (!Set.of(ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY).contains(uri))
            throw S3Errors.invalid("Invalid group uri", "Group/URI", uri);
        return uri;
    }

    /// Checks a list that came as XML and completes it.
    ///
    /// @param owner whose it must be
    /// @throws Refused `InvalidArgument`, `AccessDenied`, `MalformedACLError`
    static JsonNode fromDocument(JsonNode document, String owner) {
        String said = document.path("Owner").path("ID").asString("");
        if (!document.has("Grants") || document.path("Grants").size() > GRANTS_MAX) throw malformed();
        if (!said.isEmpty() && !said.equals(owner)) throw S3Errors.accessDenied();
        ObjectNode acl = Json.object();
        acl.set("Owner", Account.owner(owner));
        ArrayNode grants = acl.putArray("Grants");
        for (JsonNode grant : document.path("Grants")) {
            JsonNode grantee = grant.path("Grantee");
            ObjectNode resolved =
                    switch (grantee.path("Type").asString("")) {
                        case "CanonicalUser" -> user(known(grantee.path("ID").asString("")));
                        case "Group" -> group(knownGroup(grantee.path("URI").asString("")));
                        case "AmazonCustomerByEmail" ->
                            throw unresolvable(grantee.path("EmailAddress").asString(""));
                        default -> throw malformed();
                    };
            grant(grants, resolved, grant.path("Permission").asString(""));
        }
        return acl;
    }

    private static Refused malformed() {
        return new Refused(
                "MalformedACLError",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    /// Whether a list gives somebody a permission.
    ///
    /// @param user canonical id; empty for nobody in particular
    /// @param ignorePublic whether grants to everybody don't count
    static boolean allows(JsonNode acl, String user, String permission, boolean ignorePublic) {
        Set<String> wanted = new LinkedHashSet<>(List.of(permission, "FULL_CONTROL"));
        for (JsonNode grant : acl.path("Grants")) {
            if (!wanted.contains(grant.path("Permission").asString(""))) continue;
            JsonNode grantee = grant.path("Grantee");
            String uri = grantee.path("URI").asString("");
            boolean group =
                    !ignorePublic && (uri.equals(ALL_USERS) || (uri.equals(AUTHENTICATED_USERS) && !user.isEmpty()));
            if (group || (!user.isEmpty() && grantee.path("ID").asString("").equals(user))) return true;
        }
        return false;
    }

    /// Whether it grants anything to everybody.
    static boolean isPublic(@Nullable JsonNode acl) {
        if (acl == null) return false;
        for (JsonNode grant : acl.path("Grants")) {
            String uri = grant.path("Grantee").path("URI").asString("");
            if (uri.equals(ALL_USERS) || uri.equals(AUTHENTICATED_USERS)) return true;
        }
        return false;
    }

    /// The list of a bucket: the one put, or its owner's alone.
    static JsonNode of(Bucket bucket, Optional<JsonNode> put) {
        return put.orElseGet(() -> ownedBy(bucket.owner()));
    }

    private static void grant(ArrayNode grants, ObjectNode grantee, String permission) {
        ObjectNode grant = grants.addObject();
        grant.set("Grantee", grantee);
        grant.put("Permission", permission);
    }

    private static ObjectNode user(String id) {
        return Account.owner(id).put("Type", "CanonicalUser");
    }

    private static ObjectNode group(String uri) {
        return Json.object("Type", "Group", "URI", uri);
    }
}
