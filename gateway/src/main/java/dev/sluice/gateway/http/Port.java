package dev.sluice.gateway.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/// The bound port and its limits.
public final class Port implements AutoCloseable {
    /// Connections at the same time; past it, new ones wait to be accepted.
    static final int CONNECTIONS_MAX = 4_096;

    /// Requests at the same time; past it, they are answered 503.
    static final int REQUESTS_MAX = 2_048;

    /// Request line: a presigned URL with a session token is the longest known.
    static final int REQUEST_LINE_BYTES_MAX = 16_384;

    /// All headers together.
    static final int HEADERS_BYTES_MAX = 32_768;

    /// Bytes of one request body: S3's limit for a single PUT.
    static final long BODY_BYTES_MAX = 5L << 30;

    /// How long a peer may be silent in the middle of a request.
    static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    /// How long a connection may be idle between requests.
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(3);

    private final WebServer server;

    private Port(WebServer server) {
        this.server = server;
    }

    /// Binds and begins to listen. @throws IllegalStateException if the address is unknown or taken
    public static Port bind(String host, int port, Front front) {
        WebServer server = WebServer.builder()
                .address(address(host))
                .port(port)
                .backlog(1_024)
                .maxTcpConnections(CONNECTIONS_MAX)
                .maxConcurrentRequests(REQUESTS_MAX)
                .maxPayloadSize(BODY_BYTES_MAX + (64 << 20)) // aws-chunked framing comes on top
                .idleConnectionTimeout(IDLE_TIMEOUT)
                .shutdownGracePeriod(Duration.ofMillis(500)) // Front has drained before
                .shutdownHook(false)
                .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(READ_TIMEOUT))
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
                        .maxHeadersSize(HEADERS_BYTES_MAX)
                        .validatePath(false) // the path is S3's: kept as it was sent
                        .build())
                .directHandlers(Unreadable.handlers())
                .contentEncoding(new OpaqueEncodings())
                .addRouting(HttpRouting.builder().any(front))
                .build();
        server.start();
        return new Port(server);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("no such host: " + host, e);
        }
    }

    /// The port bound.
    public int number() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
