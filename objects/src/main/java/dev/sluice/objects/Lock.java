package dev.sluice.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What keeps a version from being deleted.
///
/// @param mode `GOVERNANCE` or `COMPLIANCE`; null without retention
/// @param until the end of the retention; null without one
/// @param hold whether a legal hold is on
public record Lock(@Nullable String mode, @Nullable Instant until, boolean hold) {
    /// Nothing keeps it.
    public static final Lock NONE = new Lock(null, null, false);

    /// The mode that only those may shorten or pass by who have the permission for it.
    public static final String GOVERNANCE = "GOVERNANCE";

    /// The mode that nobody may shorten.
    public static final String COMPLIANCE = "COMPLIANCE";

    /// Whether the version may not be removed now.
    ///
    /// @param bypass whether the caller may and wants to pass governance by
    boolean holds(Instant now, boolean bypass) {
        return hold || (retains(now) && !(bypass && GOVERNANCE.equals(mode)));
    }

    /// Whether the retention hasn't ended.
    public boolean retains(Instant now) {
        return until != null && now.isBefore(until);
    }

    /// The same with another retention.
    public Lock withRetention(@Nullable String newMode, @Nullable Instant newUntil) {
        return new Lock(newMode, newUntil, hold);
    }

    /// The same with or without a legal hold.
    public Lock withHold(boolean newHold) {
        return new Lock(mode, until, newHold);
    }
}
