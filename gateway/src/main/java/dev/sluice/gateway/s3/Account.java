package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Canonical user ids: 64 hexadecimal digits that stand for an account in S3. Ours end in the account's
/// number and begin
/// with a hash of it, so that an id can be told from an invented one without looking anything up.
final class Account {
    private static final int ID_CHARS = 64;
    private static final int NUMBER_CHARS = 12;

    private Account() {}

    /// The canonical id of an account.
    static String canonicalId(String account) {
        return hash(account).substring(0, ID_CHARS - NUMBER_CHARS) + account;
    }

    /// The account a canonical id stands for; empty for an id that stands for nobody.
    static Optional<String> number(String canonicalId) {
        if (canonicalId.length() != ID_CHARS) return Optional.empty();
        String account = canonicalId.substring(ID_CHARS - NUMBER_CHARS);
        return canonicalId(account).equals(canonicalId) ? Optional.of(account) : Optional.empty();
    }

    /// `Owner` as in S3's answers.
    static ObjectNode owner(String canonicalId) {
        return Json.object("DisplayName", number(canonicalId).orElse(""), "ID", canonicalId);
    }

    private static String hash(String account) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(("canonical:" + account).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
