package dev.sluice.gateway;

/// Who makes a call, after their signature was verified.
///
/// @param account twelve digits
/// @param region the server's: one server is one region, whatever region a request was signed for
/// @param principal ARN of the user, role session or root; [#ANONYMOUS] for an unsigned request
/// @param accessKeyId the key that signed, empty for calls made inside the process
/// @param requestId the id the answer carries in its headers
/// @param sourceIp the peer's address as text, empty inside the process
/// @param lineage what this call descends from, as the trace header's `Lineage` field says; empty at a beginning
public record Caller(
        String account,
        String region,
        String principal,
        String accessKeyId,
        String requestId,
        String sourceIp,
        String lineage) {
    /// The principal of unsigned requests, as in policies.
    public static final String ANONYMOUS = "*";

    /// Somebody inside the process who acts as a role or user: an execution, a rule's target.
    ///
    /// @param principal the ARN whose policies hold
    public static Caller inside(String account, String region, String principal, String requestId) {
        return new Caller(account, region, principal, "", requestId, "", "");
    }

    /// The same caller, descending from something: see [#lineage()].
    public Caller withLineage(String descent) {
        return new Caller(account, region, principal, accessKeyId, requestId, sourceIp, descent);
    }

    /// Whether nobody signed.
    public boolean anonymous() {
        return principal.equals(ANONYMOUS);
    }
}
