package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.objects.CanonicalUser;
import tools.jackson.databind.node.ObjectNode;

/// Accounts as S3's answers show them.
final class Account {
    private Account() {}

    /// `Owner`, `Initiator` and grantees: the canonical id, and the account's number as its name.
    static ObjectNode owner(String canonicalId) {
        return Json.object("DisplayName", CanonicalUser.account(canonicalId).orElse(""), "ID", canonicalId);
    }
}
