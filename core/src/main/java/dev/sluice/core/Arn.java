package dev.sluice.core;

import java.util.Optional;

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// @param resource all that follows the fifth colon; it may hold colons and slashes itself
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARN format</a>
public record Arn(String partition, String service, String region, String account, String resource) {
    /// The account of a fresh Sluice.
    public static final String DEFAULT_ACCOUNT = "000000000000";

    /// The region of a fresh Sluice.
    public static final String DEFAULT_REGION = "us-east-1";

    /// An ARN in the `aws` partition.
    public static Arn of(String service, String region, String account, String resource) {
        return new Arn("aws", service, region, account, resource);
    }

    /// Parses a text; empty if it hasn't the six parts of an ARN.
    public static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        boolean arn = parts.length == 6
                && parts[0].equals("arn")
                && !parts[1].isEmpty()
                && !parts[2].isEmpty()
                && !parts[5].isEmpty();
        return arn ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5])) : Optional.empty();
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
