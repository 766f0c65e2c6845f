package dev.sluice.objects;

import java.time.Instant;

/// A bucket as it was when it was looked up.
///
/// @param owner canonical user id, 64 hexadecimal digits
/// @param account the account it belongs to, twelve digits
/// @param locking whether object lock was switched on, which can't be undone
public record Bucket(
        String name,
        String owner,
        String account,
        String region,
        Instant created,
        Versioning versioning,
        boolean locking) {
    /// Its ARN, `arn:aws:s3:::name`.
    public String arn() {
        return "arn:aws:s3:::" + name;
    }
}
