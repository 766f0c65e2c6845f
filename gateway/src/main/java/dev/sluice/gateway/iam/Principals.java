package dev.sluice.gateway.iam;

import dev.sluice.core.Arn;

/// What the ARN of a principal tells of it.
final class Principals {
    private Principals() {}

    private static String resource(String principal) {
        return Arn.parse(principal).map(Arn::resource).orElse("");
    }

    static boolean root(String principal) {
        return resource(principal).equals("root");
    }

    /// The name of the role that acts, by itself or in a session; empty if it is none.
    static String role(String principal) {
        String resource = resource(principal);
        if (resource.startsWith("role/")) return resource.substring(resource.lastIndexOf('/') + 1);
        return resource.startsWith("assumed-role/") ? resource.split("/", 3)[1] : "";
    }

    /// The name of the user; empty if it is none.
    static String user(String principal) {
        String resource = resource(principal);
        return resource.startsWith("user/") ? resource.substring(resource.lastIndexOf('/') + 1) : "";
    }

    static String name(String principal) {
        return principal.substring(principal.lastIndexOf('/') + 1);
    }

    static String type(String principal) {
        if (principal.equals("*")) return "Anonymous";
        if (root(principal)) return "Account";
        return role(principal).isEmpty() ? "User" : "AssumedRole";
    }

    /// The role's ARN in place of its session's; any other principal as it is.
    static String roleOf(String principal) {
        String resource = resource(principal);
        if (!resource.startsWith("assumed-role/")) return principal;
        String account = Arn.parse(principal).map(Arn::account).orElse("");
        return "arn:aws:iam::" + account + ":role/" + role(principal);
    }
}
