package dev.sluice.gateway.http;

import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import dev.sluice.gateway.sigv4.HostBucket;
import dev.sluice.gateway.sigv4.SealedBody;
import dev.sluice.gateway.sigv4.SignedMessage;
import dev.sluice.gateway.sigv4.UriText;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its answer, as the web server has them, seen as [RawRequest] and [RawResponse].
final class Exchange implements RawRequest, RawResponse {
    private final ServerRequest request;
    private final ServerResponse response;
    private final String requestId;
    private final String rawPath;
    private final String rawQuery;
    private final Map<String, String> headers;
    private final LateBody wireBody;
    private @Nullable Map<String, List<String>> query;
    private @Nullable Caller caller;
    private @Nullable Authorizer authorizer;
    private @Nullable SealedBody body;
    private boolean sent;

    Exchange(ServerRequest request, ServerResponse response, String requestId) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
        wireBody = new LateBody(request.content());
        rawPath = withoutAuthority(request.prologue().uriPath().rawPath());
        String raw = request.prologue().query().rawValue();
        rawQuery = raw == null ? "" : raw;
        headers = new LinkedHashMap<>();
        for (Header header : request.headers()) {
            headers.put(header.headerName().lowerCase(), header.valueCount() == 1 ? header.get() : joined(header));
        }
    }

    // Proxies send the absolute form: http://host/path.
    private static String withoutAuthority(String path) {
        if (path.startsWith("/") || !path.contains("://")) return path;
        int slash = path.indexOf('/', path.indexOf("://") + 3);
        return slash < 0 ? "/" : path.substring(slash);
    }

    private static String joined(Header header) {
        return String.join(",", header.allValues());
    }

    String requestId() {
        return requestId;
    }

    String peer() {
        return request.remotePeer().host();
    }

    /// Whether no other request can follow on this connection.
    boolean last() {
        return wireBody.broken() || headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    boolean head() {
        return method().equals("HEAD");
    }

    InputStream wireBody() {
        return wireBody;
    }

    SignedMessage signedMessage(boolean objects) {
        return new SignedMessage(method(), rawPath, query(), headers, objects);
    }

    void verified(Caller who, Authorizer identityPolicies, SealedBody sealed) {
        caller = who;
        authorizer = identityPolicies;
        body = sealed;
    }

    @Override
    public String method() {
        return request.prologue().method().text();
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public String rawQuery() {
        return rawQuery;
    }

    /// @throws IllegalArgumentException if an escape is broken
    @Override
    public Map<String, List<String>> query() {
        Map<String, List<String>> parsed = query;
        if (parsed == null) query = parsed = UriText.parameters(rawQuery);
        return parsed;
    }

    @Override
    public Optional<String> hostBucket() {
        return HostBucket.of(headers.getOrDefault("host", ""));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Caller caller() {
        if (caller == null) throw new IllegalStateException("asked for the caller before the signature was verified");
        return caller;
    }

    @Override
    public Authorizer.Verdict decide(Access access) {
        return authorizer == null ? Authorizer.Verdict.SILENT : authorizer.decide(caller(), access);
    }

    @Override
    public InputStream body() {
        return body == null ? InputStream.nullInputStream() : body;
    }

    @Override
    public Optional<Long> contentLength() {
        long length = body == null ? -1 : body.announcedLength();
        return length < 0 ? Optional.empty() : Optional.of(length);
    }

    @Override
    public Map<String, String> trailers() {
        return body == null ? Map.of() : body.trailers();
    }

    @Override
    public RawResponse status(int status) {
        response.status(status);
        return this;
    }

    @Override
    public RawResponse header(String name, String value) {
        response.header(HeaderNames.create(name), value);
        return this;
    }

    @Override
    public void send(byte[] bytes) {
        sent = true;
        if (head()) {
            response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(bytes.length));
            response.send();
        } else {
            response.send(bytes);
        }
    }

    @Override
    public void send() {
        sent = true;
        response.send();
    }

    @Override
    public OutputStream stream() {
        sent = true;
        return response.outputStream();
    }

    @Override
    public boolean sent() {
        return sent;
    }
}
