package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Authorizer.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A policy document, read and ready to be asked. Immutable.
///
/// A document is checked when it is stored, so nothing in a stored one is unknown: a condition operator, an effect or
/// an element that AWS doesn't have is refused instead of ignored.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Elements</a>
public final class Policy {
    private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final List<Statement> statements;

    private Policy(List<Statement> statements) {
        this.statements = statements;
    }

    /// Reads a policy for an identity: it names resources and no principal.
    ///
    /// @throws Refused `MalformedPolicyDocument`
    public static Policy ofIdentity(String document) {
        return read(document, Kind.IDENTITY);
    }

    /// Reads a role's trust policy: it names principals and no resource.
    ///
    /// @throws Refused `MalformedPolicyDocument`
    public static Policy ofTrust(String document) {
        return read(document, Kind.TRUST);
    }

    /// Reads a policy for a resource such as a bucket: it names principals and resources.
    ///
    /// @throws Refused `MalformedPolicyDocument`
    public static Policy ofResource(String document) {
        return read(document, Kind.RESOURCE);
    }

    /// What a policy is attached to.
    private enum Kind {
        IDENTITY,
        TRUST,
        RESOURCE
    }

    private static Policy read(String document, Kind kind) {
        JsonNode tree;
        try {
            tree = Json.parse(document);
        } catch (MalformedJson e) {
            throw malformed("This policy contains invalid Json");
        }
        if (!tree.isObject()) throw malformed("Syntax errors in policy.");
        for (String member : tree.propertyNames()) {
            if (!DOCUMENT.contains(member)) throw malformed("Syntax errors in policy.");
        }
        if (!Set.of("2012-10-17", "2008-10-17").contains(tree.path("Version").asString("2008-10-17"))) {
            throw malformed("The policy must contain a valid version string");
        }
        JsonNode statement = tree.path("Statement");
        List<JsonNode> nodes = statement.isObject()
                ? List.of(statement)
                : statement.valueStream().toList();
        if (nodes.isEmpty()) throw malformed("Syntax errors in policy.");
        for (JsonNode node : nodes) check(node, kind);
        try {
            return new Policy(nodes.stream().map(Statement::read).toList());
        } catch (IllegalArgumentException e) {
            throw malformed("Syntax errors in policy: " + e.getMessage());
        }
    }

    private static void check(JsonNode statement, Kind kind) {
        if (!statement.isObject()) throw malformed("Syntax errors in policy.");
        for (String member : statement.propertyNames()) {
            if (!STATEMENT.contains(member)) throw malformed("Syntax errors in policy.");
        }
        String effect = statement.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) throw malformed("Syntax errors in policy.");
        boolean principal = statement.has("Principal") || statement.has("NotPrincipal");
        boolean resource = statement.has("Resource") || statement.has("NotResource");
        if (statement.has("Action") == statement.has("NotAction")) {
            throw malformed("Policy statement must contain actions.");
        }
        if (kind == Kind.IDENTITY && principal) throw malformed("Policy document should not specify a principal.");
        if (kind != Kind.TRUST && !resource) throw malformed("Policy statement must contain resources.");
        if (kind == Kind.TRUST && resource) throw malformed("Has prohibited field Resource");
        if (kind == Kind.TRUST && !principal) throw malformed("AssumeRole policy must contain principals.");
        if (kind == Kind.RESOURCE && !principal) throw malformed("Missing required field Principal");
        for (String action : actions(statement).toList()) {
            boolean known = action.equals("*") || action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
            if (!known) throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
    }

    private static Stream<String> actions(JsonNode statement) {
        return Stream.concat(
                Statement.texts(statement.path("Action")).stream(),
                Statement.texts(statement.path("NotAction")).stream());
    }

    private static Refused malformed(String text) {
        return new Refused("MalformedPolicyDocument", text);
    }

    /// What it says as one of an identity's policies.
    public Verdict ofIdentity(Question question) {
        return decide(statements.stream().filter(statement -> statement.covers(question)));
    }

    /// What it says as a role's trust policy.
    public Verdict ofTrust(Question question) {
        return decide(statements.stream()
                .filter(statement -> statement.speaksOf(question))
                .map(statement -> new Statement(
                        statement.deny(),
                        statement.principals(),
                        statement.actions(),
                        new Statement.Names(false, List.of("*")), // a trust policy's resource is its role
                        statement.conditions()))
                .filter(statement -> statement.covers(question)));
    }

    /// What it says as a resource's policy.
    public Verdict ofResource(Question question) {
        return decide(statements.stream()
                .filter(statement -> statement.speaksOf(question))
                .filter(statement -> statement.covers(question)));
    }

    private static Verdict decide(Stream<Statement> covering) {
        Verdict verdict = Verdict.SILENT;
        for (Statement statement : covering.toList()) {
            if (statement.deny()) return Verdict.DENIED;
            verdict = Verdict.ALLOWED;
        }
        return verdict;
    }
}
