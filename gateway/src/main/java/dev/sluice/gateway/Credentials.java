package dev.sluice.gateway;

import java.util.Optional;

/// Where access keys are looked up; must be fast, as every request asks.
@FunctionalInterface
public interface Credentials {
    /// The key of that id, if there is one (expired ones too; the verifier says so).
    Optional<AccessKey> find(String accessKeyId);
}
