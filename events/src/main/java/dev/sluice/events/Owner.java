package dev.sluice.events;

import dev.sluice.core.Arn;

/// Whose queues, topics and buses they are, and where their owner is reached.
///
/// @param account twelve digits
/// @param endpoint what queue URLs and subscription links begin with, such as `http://localhost:4566`; no slash at the
// end
public record Owner(String account, String region, String endpoint) {
    /// The ARN of one of its resources.
    public String arn(String service, String resource) {
        return Arn.of(service, region, account, resource).toString();
    }
}
