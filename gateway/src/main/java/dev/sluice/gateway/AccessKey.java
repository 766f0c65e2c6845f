package dev.sluice.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key pair and whom it stands for.
///
/// @param id such as `AKIA…`, or `ASIA…` for a temporary one
/// @param secret never shown, logged or sent anywhere
/// @param sessionToken what a temporary key's requests must carry too; null for a long-lived one
/// @param principal ARN of the user, root or role session
/// @param account twelve digits
/// @param expires when a temporary key ends; null for a long-lived one
public record AccessKey(
        String id,
        String secret,
        @Nullable String sessionToken,
        String principal,
        String account,
        @Nullable Instant expires) {
    @Override
    public String toString() {
        return "AccessKey[" + id + ", " + principal + "]"; // the secret stays out of logs
    }
}
