package dev.sluice.objects;

/// Whether a bucket keeps what is overwritten and deleted.
public enum Versioning {
    /// Never switched on: one object a key, its version id is `null`.
    OFF,
    /// Every write adds a version; a delete adds a marker.
    ENABLED,
    /// Writes replace the version `null`; versions from before stay.
    SUSPENDED
}
