package dev.sluice.gateway.iam;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Credentials;
import dev.sluice.gateway.iam.IdentityStore.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who there is and what they may do: answers for keys and for policies, and issues temporary keys.
///
/// Root may do everything. A user or role may do what its policies allow and none denies. A role that was never created
/// here (an ARN copied from elsewhere into a state machine or function) has no policies to enforce and isn't held
/// back; creating it makes its policies count.
public final class Identities implements Credentials, Authorizer, AutoCloseable {
    private static final int READ_POLICIES_MAX = 10_000;

    private final IdentityStore store;
    private final InstantSource clock;
    private final AccessKey root;
    private final Map<String, Policy> read = new ConcurrentHashMap<>();

    private Identities(IdentityStore store, InstantSource clock, AccessKey root) {
        this.store = store;
        this.clock = clock;
        this.root = root;
    }

    /// Opens or creates the store.
    ///
    /// @param root the key that may do everything; its principal is the account's root
    public static Identities open(Path file, AccessKey root, InstantSource clock) {
        return new Identities(IdentityStore.open(file), clock, root);
    }

    IdentityStore store() {
        return store;
    }

    InstantSource clock() {
        return clock;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        if (accessKeyId.equals(root.id())) return Optional.of(root);
        return store.find(Kind.KEY, accessKeyId)
                .filter(key -> key.path("Status").asString("Active").equals("Active"))
                .map(Identities::key);
    }

    private static AccessKey key(JsonNode body) {
        JsonNode expires = body.path("Expires");
        return new AccessKey(
                body.path("AccessKeyId").asString(),
                body.path("SecretAccessKey").asString(),
                body.path("SessionToken").asString(null),
                body.path("Principal").asString(),
                body.path("Account").asString(),
                expires.isMissingNode() ? null : Instant.ofEpochSecond(expires.asLong()));
    }

    @Override
    public Verdict decide(Caller caller, Access access) {
        if (caller.anonymous()) return Verdict.SILENT;
        if (Principals.root(caller.principal())) return Verdict.ALLOWED;
        String role = Principals.role(caller.principal());
        Optional<JsonNode> holder = role.isEmpty()
                ? store.find(Kind.USER, Principals.user(caller.principal()))
                : store.find(Kind.ROLE, role);
        Question question = Question.of(caller, access, clock.instant());
        Verdict session = session(caller, question);
        if (session != Verdict.ALLOWED) return session;
        if (holder.isEmpty()) return role.isEmpty() ? Verdict.SILENT : Verdict.ALLOWED;
        return decide(documents(holder.get()), question);
    }

    // A session's own policy can only take away from its role's.
    private Verdict session(Caller caller, Question question) {
        return store.find(Kind.KEY, caller.accessKeyId())
                .map(key -> key.path("Policy").asString(""))
                .filter(document -> !document.isEmpty())
                .map(document -> policy(document).ofIdentity(question))
                .orElse(Verdict.ALLOWED);
    }

    private Verdict decide(List<String> documents, Question question) {
        Verdict verdict = Verdict.SILENT;
        for (String document : documents) {
            Verdict one = policy(document).ofIdentity(question);
            if (one == Verdict.DENIED) return one;
            if (one == Verdict.ALLOWED) verdict = one;
        }
        return verdict;
    }

    private List<String> documents(JsonNode holder) {
        List<String> documents = new ArrayList<>();
        holder.path("inline").forEach(document -> documents.add(document.asString()));
        holder.path("attached").forEach(arn -> document(arn.asString()).ifPresent(documents::add));
        return documents;
    }

    /// The document of a managed policy, AWS's or the account's own.
    Optional<String> document(String policyArn) {
        return store.find(Kind.POLICY, policyArn)
                .map(policy -> policy.path("Document").asString())
                .or(() -> ManagedPolicies.document(policyArn));
    }

    private Policy policy(String document) {
        Policy known = read.get(document);
        if (known != null) return known;
        if (read.size() >= READ_POLICIES_MAX) read.clear();
        Policy fresh = Policy.ofIdentity(document);
        read.put(document, fresh);
        return fresh;
    }

    /// Whether an AWS service may act as a role: what Lambda, Step Functions and EventBridge check when they are given
    /// one. True for a role that isn't here.
    ///
    /// @param service such as `lambda.amazonaws.com`
    public boolean trusts(String roleArn, String service) {
        return store.find(Kind.ROLE, Principals.role(roleArn))
                .map(role -> Policy.ofTrust(
                                role.path("AssumeRolePolicyDocument").asString())
                        .ofTrust(new Question("sts:AssumeRole", roleArn, service, "", Map.of())))
                .map(verdict -> verdict == Verdict.ALLOWED)
                .orElse(true);
    }

    /// Issues a temporary key of a role session, for a function's environment or for `AssumeRole`. Whether the caller
    /// may have it is theirs to check.
    ///
    /// @param sessionName the last part of the session's ARN
    public AccessKey session(String roleArn, String sessionName, Duration life) {
        return session(roleArn, sessionName, life, "");
    }

    AccessKey session(String roleArn, String sessionName, Duration life, String policy) {
        forgetExpired();
        String account = Arn.parse(roleArn).map(Arn::account).orElse(root.account());
        ObjectNode body = Json.object(
                "AccessKeyId",
                Secrets.id("ASIA"),
                "SecretAccessKey",
                Secrets.secret(),
                "SessionToken",
                Secrets.token(),
                "Principal",
                "arn:aws:sts::" + account + ":assumed-role/" + Principals.role(roleArn) + "/" + sessionName,
                "Account",
                account,
                "Policy",
                policy);
        body.put("Expires", clock.instant().plus(life).getEpochSecond());
        AccessKey key = key(body);
        store.put(Kind.KEY, key.id(), body);
        return key;
    }

    // An hour's grace, so that a late request learns that its token expired and not that it never was.
    private void forgetExpired() {
        long before = clock.instant().minus(Duration.ofHours(1)).getEpochSecond();
        for (JsonNode key : store.list(Kind.KEY)) {
            if (key.has("Expires") && key.path("Expires").asLong() < before) {
                store.remove(Kind.KEY, key.path("AccessKeyId").asString());
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
