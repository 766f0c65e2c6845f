package dev.sluice.gateway;

import java.util.Map;

/// One thing a call needs to be allowed.
///
/// @param action such as `states:StartExecution` or `s3:GetObject`
/// @param resource the ARN it is done to, or `*` where AWS knows no resource for the action
/// @param conditions further condition keys with their values, such as `s3:prefix`
public record Access(String action, String resource, Map<String, String> conditions) {
    public Access {
        conditions = Map.copyOf(conditions);
    }

    /// An access without further condition keys.
    public Access(String action, String resource) {
        this(action, resource, Map.of());
    }
}
