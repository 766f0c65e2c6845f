package dev.sluice.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/// The Lambda Runtime API for one process: it asks for the next event and posts what became of it.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
final class RuntimeApi implements AutoCloseable {
    /// Bytes of one answer, as Lambda allows.
    static final int ANSWER_BYTES_MAX = 6 << 20;

    private static final String INVOCATIONS = "/2018-06-01/runtime/invocation/";
    private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final HttpServer server;
    private final SynchronousQueue<Event> next = new SynchronousQueue<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile @Nullable String running;

    /// What the process is given to do.
    record Event(String requestId, String functionArn, long deadlineMillis, String traceId, byte[] payload) {}

    /// What the process says of it.
    sealed interface Report {
        /// The handler's answer.
        record Answer(byte[] body) implements Report {}

        /// The handler's or the start's error object.
        record Failure(byte[] body, boolean starting) implements Report {}

        /// More than [#ANSWER_BYTES_MAX].
        record TooLarge() implements Report {}

        /// The process is gone.
        record Exited(String how) implements Report {}
    }

    RuntimeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2018-06-01/runtime/", this::handle);
        server.start();
    }

    /// `host:port`, the value of AWS_LAMBDA_RUNTIME_API.
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Opens when the process has asked for its first event: it is ready.
    CountDownLatch asked() {
        return asked;
    }

    /// Where events for the process go in; taken when the process asks.
    SynchronousQueue<Event> next() {
        return next;
    }

    /// What the process reports; at most one report per event.
    BlockingQueue<Report> reports() {
        return reports;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATIONS + "next")) giveNext(exchange);
            else if (path.endsWith("/init/error")) report(exchange, true);
            else if (path.equals(INVOCATIONS + running + "/response")) report(exchange, null);
            else if (path.equals(INVOCATIONS + running + "/error")) report(exchange, false);
            else exchange.sendResponseHeaders(403, -1); // a late answer to an invocation that is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveNext(HttpExchange exchange) throws IOException, InterruptedException {
        asked.countDown();
        Event event = next.take();
        running = event.requestId();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", event.functionArn());
        headers.set("Lambda-Runtime-Trace-Id", event.traceId());
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, event.payload().length);
        exchange.getResponseBody().write(event.payload());
    }

    private void report(HttpExchange exchange, @Nullable Boolean starting) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(ANSWER_BYTES_MAX + 1);
        running = null;
        Report report = body.length > ANSWER_BYTES_MAX
                ? new Report.TooLarge()
                : starting == null ? new Report.Answer(body) : new Report.Failure(body, starting);
        boolean first = reports.offer(report);
        exchange.sendResponseHeaders(first ? 202 : 403, ACCEPTED.length);
        exchange.getResponseBody().write(ACCEPTED);
    }
}
