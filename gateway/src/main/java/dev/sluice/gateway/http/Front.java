package dev.sluice.gateway.http;

import dev.sluice.core.Refused;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Dispatcher;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.gateway.RawService;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.sigv4.BodySeal;
import dev.sluice.gateway.sigv4.Dialect;
import dev.sluice.gateway.sigv4.SealedBody;
import dev.sluice.gateway.sigv4.SignatureFault;
import dev.sluice.gateway.sigv4.SignatureVerifier;
import dev.sluice.gateway.sigv4.SignedMessage;
import dev.sluice.gateway.sigv4.Verified;
import dev.sluice.gateway.wire.Protocol;
import dev.sluice.gateway.wire.WireAnswer;
import dev.sluice.gateway.wire.WireRequest;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Takes every request: health and pages first, then AWS calls, each through verification to its service.
public final class Front implements Handler {
    /// How long [#drain] waits for requests under way.
    static final Duration DRAIN_MAX = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(Front.class.getName());

    private final GatewaySettings settings;
    private final Dispatcher calls;
    private final SignatureVerifier verifier;
    private final BodyBuffer bodies = new BodyBuffer();
    private final Phaser underWay = new Phaser(1);
    private final List<Page> pages = new ArrayList<>();
    private @Nullable RawService objects;
    private volatile boolean ready;

    private record Page(String prefix, RawService service) {
        boolean covers(String path) {
            return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
        }
    }

    /// @param calls where decoded calls go
    public Front(GatewaySettings settings, Dispatcher calls) {
        this.settings = settings;
        this.calls = calls;
        verifier = new SignatureVerifier(settings.credentials(), settings.clock());
    }

    /// Sets who answers S3.
    public void objects(RawService service) {
        objects = service;
    }

    /// Adds a plain page.
    public void page(String prefix, RawService service) {
        pages.add(new Page(prefix, service));
    }

    /// Whether calls are served.
    public void ready(boolean now) {
        ready = now;
    }

    /// Waits until the requests under way have ended, [#DRAIN_MAX] at most.
    public void drain() {
        try {
            int phase = underWay.arrive();
            underWay.awaitAdvanceInterruptibly(phase, DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "stopping with requests under way");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        underWay.register();
        Exchange exchange = new Exchange(request, response, settings.ids().next());
        try {
            if (!plain(exchange)) route(exchange);
        } catch (IllegalArgumentException e) {
            refuseObjects(exchange, new Refused("InvalidURI", "Couldn't parse the specified URI."));
        } catch (IOException | UncheckedIOException e) {
            // What was sent so far can't be taken back: only a broken connection tells the peer.
            throw new CloseConnectionException("the answer can't be finished", e);
        } finally {
            underWay.arriveAndDeregister();
        }
        // The web server announces the close and then waits for the peer to do it.
        if (exchange.last()) throw new CloseConnectionException("nothing can follow on this connection");
    }

    private boolean plain(Exchange exchange) throws IOException {
        String path = exchange.rawPath();
        boolean health = path.equals("/health");
        if ((!health && pages.isEmpty()) || exchange.headers().containsKey("authorization")) return false;
        if (exchange.rawQuery().contains("Signature=")) return false;
        if (health) {
            exchange.status(ready ? 200 : 503).header("Content-Type", "application/json");
            String text = ready ? "{\"status\":\"ready\"}" : "{\"status\":\"unavailable\"}";
            exchange.send(text.getBytes(StandardCharsets.UTF_8));
            return true;
        }
        for (Page page : pages) {
            if (!page.covers(path)) continue;
            SealedBody body = new SealedBody(exchange.wireBody(), new BodySeal.Unsigned(), exchange.headers());
            exchange.verified(nobody(exchange), settings.authorizer(), body);
            raw(exchange, page.service());
            return true;
        }
        return false;
    }

    private void route(Exchange exchange) throws IOException {
        switch (Target.of(exchange)) {
            case Target.Objects _ -> objects(exchange);
            case Target.Call call -> call(exchange, call);
            case Target.Unknown unknown -> {
                String text = "There is no service " + unknown.name() + " on this endpoint.";
                boolean query = unknown.dialect() == Dialect.QUERY;
                send(
                        exchange,
                        Unmodelled.refuse(
                                new Refused(query ? "InvalidAction" : "UnknownOperationException", text),
                                query,
                                exchange.requestId()));
            }
        }
    }

    private void objects(Exchange exchange) throws IOException {
        RawService service = objects;
        try {
            if (!ready || service == null) {
                throw new Refused("ServiceUnavailable", "Service is unable to handle request. Please retry.");
            }
            SignedMessage message = exchange.signedMessage(true);
            if (message.signed()) {
                Verified verified = verifier.verify(message, () -> new byte[0]);
                SealedBody body = new SealedBody(exchange.wireBody(), verified.seal(), exchange.headers());
                exchange.verified(caller(exchange, verified.key()), settings.authorizer(), body);
            } else {
                boolean chunked = exchange.headers()
                        .getOrDefault("x-amz-content-sha256", "")
                        .startsWith("STREAMING-UNSIGNED");
                BodySeal seal = chunked ? new BodySeal.PlainChunks() : new BodySeal.Unsigned();
                SealedBody body = new SealedBody(exchange.wireBody(), seal, exchange.headers());
                exchange.verified(nobody(exchange), settings.authorizer(), body);
                if (!service.allowsAnonymous(exchange)) throw new Refused("AccessDenied", "Access Denied");
            }
        } catch (SignatureFault fault) {
            refuseObjects(exchange, Dialect.OBJECTS.refusal(fault));
            return;
        } catch (Refused refused) {
            refuseObjects(exchange, refused);
            return;
        }
        raw(exchange, service);
    }

    private void raw(Exchange exchange, RawService service) throws IOException {
        try {
            exchange.header("x-amz-request-id", exchange.requestId());
            exchange.header("x-amz-id-2", exchange.requestId());
            exchange.header("Server", "Sluice");
            service.handle(exchange, exchange);
        } catch (Refused refused) {
            if (exchange.sent()) throw new IOException("refused after the answer had begun: " + refused.code());
            refuseObjects(exchange, refused);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, exchange.method() + " " + exchange.rawPath(), e);
            if (exchange.sent()) throw new IOException("failed after the answer had begun", e);
            refuseObjects(exchange, internal("InternalError"));
        }
    }

    private void refuseObjects(Exchange exchange, Refused refused) {
        exchange.status(ObjectErrors.status(refused.code()));
        // A client that was refused instead of told to continue keeps its body; clients don't all reuse such a
        // connection well, and S3 closes it too.
        if (exchange.headers().containsKey("expect")) exchange.header("Connection", "close");
        exchange.header("x-amz-request-id", exchange.requestId()).header("x-amz-id-2", exchange.requestId());
        if (exchange.head() || ObjectErrors.status(refused.code()) == 304) {
            exchange.send();
            return;
        }
        exchange.header("Content-Type", "application/xml");
        exchange.send(ObjectErrors.body(refused, exchange));
    }

    private void call(Exchange exchange, Target.Call target) {
        Protocol protocol = target.protocol();
        int bytesMax = target.model().entry().name().equals("lambda")
                ? BodyBuffer.FUNCTION_BODY_BYTES_MAX
                : BodyBuffer.BODY_BYTES_MAX;
        try {
            if (!ready) throw new Refused("ServiceUnavailableException", "Service is unavailable, please retry");
            SignedMessage message = exchange.signedMessage(false);
            verifier.checkKey(message); // before its body costs anything
            try (BodyBuffer.Held body = bodies.read(exchange.wireBody(), bytesMax)) {
                Verified verified = verifier.verify(message, body::bytes);
                send(exchange, answer(exchange, target, body.bytes(), caller(exchange, verified.key())));
            }
        } catch (SignatureFault fault) {
            send(exchange, protocol.refuse(target.dialect().refusal(fault), exchange.requestId()));
        } catch (Refused refused) {
            send(exchange, protocol.refuse(refused, exchange.requestId()));
        }
    }

    private WireAnswer answer(Exchange exchange, Target.Call target, byte[] body, Caller caller) {
        Protocol protocol = target.protocol();
        var request =
                new WireRequest(exchange.method(), exchange.rawPath(), exchange.query(), exchange.headers(), body);
        try {
            String name = protocol.operation(request);
            Operation operation = target.model()
                    .operation(name)
                    .orElseThrow(() -> new IllegalStateException("a protocol found an operation without a model"));
            JsonNode input = protocol.read(operation, request);
            JsonNode output = calls.call(target.model().entry().name(), name, input, caller);
            return protocol.write(operation, output, exchange.requestId());
        } catch (Refused refused) {
            return protocol.refuse(refused, exchange.requestId());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, target.model().entry().name() + " " + exchange.rawPath(), e);
            return protocol.refuse(internal("InternalFailure"), exchange.requestId());
        }
    }

    private static Refused internal(String code) {
        return new Refused(code, "We encountered an internal error. Please try again.");
    }

    private static void send(Exchange exchange, WireAnswer answer) {
        exchange.status(answer.status());
        answer.headers().forEach(exchange::header);
        exchange.send(answer.body());
    }

    private Caller caller(Exchange exchange, AccessKey key) {
        return new Caller(
                key.account(),
                settings.region(),
                key.principal(),
                key.id(),
                exchange.requestId(),
                exchange.peer(),
                lineage(exchange.headers().getOrDefault("x-amzn-trace-id", "")));
    }

    private Caller nobody(Exchange exchange) {
        return new Caller(
                settings.account(),
                settings.region(),
                Caller.ANONYMOUS,
                "",
                exchange.requestId(),
                exchange.peer(),
                lineage(exchange.headers().getOrDefault("x-amzn-trace-id", "")));
    }

    /// The `Lineage` field of a trace header, by which Lambda finds loops.
    static String lineage(String trace) {
        for (String part : trace.split(";")) {
            if (part.strip().startsWith("Lineage=")) return part.strip().substring("Lineage=".length());
        }
        return "";
    }
}
