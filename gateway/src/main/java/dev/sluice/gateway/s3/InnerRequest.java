package dev.sluice.gateway.s3;

import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.RawRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that comes from inside the process: no wire, only what operations ask of one.
///
/// @param headers by lower-case name
record InnerRequest(String method, Map<String, String> headers, byte[] bytes, Caller caller, Authorizer authorizer)
        implements RawRequest {
    @Override
    public String rawPath() {
        return "/";
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public Map<String, List<String>> query() {
        return Map.of();
    }

    @Override
    public Optional<String> hostBucket() {
        return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Authorizer.Verdict decide(Access access) {
        return authorizer.decide(caller, access);
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of((long) bytes.length);
    }

    @Override
    public Map<String, String> trailers() {
        return Map.of();
    }
}
