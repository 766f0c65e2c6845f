package dev.sluice.gateway;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An HTTP request whose signature, if it has one, was verified.
public interface RawRequest {
    /// `GET`, `PUT`, …
    String method();

    /// The path exactly as sent, still percent-encoded, with any `//`, `..` and `%2F` kept; begins with `/`.
    /// For a virtual-host request the bucket is *not* in it: see [#hostBucket()].
    String rawPath();

    /// The query exactly as sent, without `?`; empty if there is none.
    String rawQuery();

    /// The decoded query parameters in the order sent. A parameter without `=` has the empty text as its value.
    Map<String, List<String>> query();

    /// The first value of a query parameter.
    default Optional<String> parameter(String name) {
        List<String> values = query().get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// The bucket named by the Host header (`photos.localhost:4566`); empty for a path-style request.
    Optional<String> hostBucket();

    /// A header's value, several values joined with `,`; names ignore case.
    Optional<String> header(String name);

    /// All headers with lower-case names.
    Map<String, String> headers();

    /// Who asks.
    Caller caller();

    /// What the caller's own policies say of an access; combine it with the bucket's policy.
    Authorizer.Verdict decide(Access access);

    /// The payload after aws-chunked framing was taken off. Its length, hash, chunk signatures and trailing checksum
    /// are checked when the end is reached: **act on the bytes only after a read has returned -1.** A mismatch
    /// throws [dev.sluice.core.Refused] (`XAmzContentSHA256Mismatch`, `BadDigest`, `IncompleteBody` …) from the
    // read.
    InputStream body();

    /// The payload's length in bytes if the client said it (`x-amz-decoded-content-length` for aws-chunked).
    Optional<Long> contentLength();

    /// Trailing headers of an aws-chunked body (`x-amz-checksum-crc32` …), lower-case; complete once [#body()] ended.
    Map<String, String> trailers();
}
