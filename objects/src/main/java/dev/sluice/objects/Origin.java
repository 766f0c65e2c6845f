package dev.sluice.objects;

/// Whom a change comes from; it ends up in the events about it.
///
/// @param owner canonical id of the account that will own what is written
/// @param principal who asks, as in `userIdentity.principalId`
/// @param lineage what the request descends from, carried on so that loops can be found; empty at a beginning
public record Origin(
        String owner, String account, String principal, String requestId, String sourceIp, String lineage) {
    /// The same, writing for another owner.
    public Origin ownedBy(String newOwner) {
        return new Origin(newOwner, account, principal, requestId, sourceIp, lineage);
    }
}
