package dev.sluice.gateway.sigv4;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bucket that a Host header names, for virtual-host requests to S3.
public final class HostBucket {
    // photos.localhost, photos.s3.localhost, photos.s3.eu-west-1.localhost, photos.s3.us-east-1.amazonaws.com
    private static final Pattern VIRTUAL = Pattern.compile(
            "(?<bucket>[a-z0-9][a-z0-9.-]{1,61}?[a-z0-9])\\.(s3[.-]([a-z0-9-]+\\.)*)?(localhost|amazonaws\\.com|sluice\\.dev)");
    private static final Pattern SERVICE = Pattern.compile("(s3|s3[.-][a-z0-9-]+|[a-z]+\\.[a-z]+-[a-z]+-\\d)");

    private HostBucket() {}

    /// The bucket of a Host header such as `photos.s3.localhost:4566`; empty for path-style hosts.
    public static Optional<String> of(String hostHeader) {
        int colon = hostHeader.lastIndexOf(':');
        String host = colon > 0 ? hostHeader.substring(0, colon) : hostHeader;
        Matcher matcher = VIRTUAL.matcher(host);
        if (!matcher.matches()) return Optional.empty();
        String bucket = matcher.group("bucket");
        return SERVICE.matcher(bucket).matches() ? Optional.empty() : Optional.of(bucket);
    }
}
