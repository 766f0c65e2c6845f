package dev.sluice.events;

import org.jspecify.annotations.Nullable;

/// Takes what topics and rules send to things this stage doesn't know: functions, state machines and the rest.
public interface Target {
    /// One thing to be delivered.
    ///
    /// @param id the same at every attempt: deduplicate by it
    /// @param arn where to
    /// @param role the role to act as; null where none was given
    /// @param payload JSON, or any text a rule's input is
    /// @param lineage what it descends from; hand it on
    record Parcel(String id, String arn, @Nullable String role, String payload, String lineage) {}

    /// Whether something with such an ARN can be delivered to at all; asked when a target or subscription is made.
    boolean reaches(String arn);

    /// Delivers. Returning means it was taken over for good.
    ///
    /// Called on a virtual thread, several at a time; may block.
    ///
    /// @throws dev.sluice.core.Refused if it will never be taken: it goes to the dead letters.
    ///     `ThrottlingException`, `TooManyRequestsException` and `ServiceUnavailable` are the exception:
    ///     it is tried again
    /// @throws RuntimeException if it failed this time: it is tried again
    void deliver(Parcel parcel);
}
