package dev.sluice.objects;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Canonical user ids: 64 hexadecimal digits that stand for an account in S3. Ours end in the account's
/// number and
/// begin with a hash of it, so that an id can be told from an invented one without looking anything up.
public final class CanonicalUser {
    private static final int ID_CHARS = 64;
    private static final int NUMBER_CHARS = 12;

    private CanonicalUser() {}

    /// The canonical id of an account. @param account twelve digits
    public static String of(String account) {
        byte[] text = ("canonical:" + account).getBytes(StandardCharsets.UTF_8);
        ChecksumAlgorithm.Hash hash = ChecksumAlgorithm.SHA256.start();
        hash.update(text, 0, text.length);
        return HexFormat.of().formatHex(hash.value()).substring(0, ID_CHARS - NUMBER_CHARS) + account;
    }

    /// The account a canonical id stands for; empty for an id that stands for nobody.
    public static Optional<String> account(String canonicalId) {
        if (canonicalId.length() != ID_CHARS) return Optional.empty();
        String account = canonicalId.substring(ID_CHARS - NUMBER_CHARS);
        return of(account).equals(canonicalId) ? Optional.of(account) : Optional.empty();
    }
}
