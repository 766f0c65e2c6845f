package dev.sluice.gateway;

/// Says what identity policies think of an access. Resource policies (a bucket's, a topic's) are their service's.
@FunctionalInterface
public interface Authorizer {
    /// What the caller's own policies say; no change, no waiting.
    Verdict decide(Caller caller, Access access);

    /// The three answers of a set of policies.
    enum Verdict {
        /// A statement allows it and none denies it.
        ALLOWED,
        /// A statement denies it: nothing else can allow it any more.
        DENIED,
        /// No statement speaks of it: denied, unless a resource policy allows it.
        SILENT
    }
}
