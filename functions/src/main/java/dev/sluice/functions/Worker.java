package dev.sluice.functions;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.functions.RuntimeApi.Event;
import dev.sluice.functions.RuntimeApi.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One confined process running one function's code, invocation after invocation. Used by one caller at a time.
final class Worker implements AutoCloseable {
    /// How long a process may take to ask for its first event.
    static final Duration START_MAX = Duration.ofSeconds(10);

    /// How long a process may take to ask for its next event.
    private static final Duration ASK_AGAIN_MAX = Duration.ofSeconds(2);

    private static final int LOG_CHARS_MAX = 4_096;

    // The kernel ends a child with the thread that started it (pdeathsig), so all are started by one that stays.
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("function-starter").factory());

    private final Function function;
    private final int slot;
    private final Path sandbox;
    private final RuntimeApi api = new RuntimeApi();
    private final Process process;
    private final StringBuilder log = new StringBuilder();
    private volatile String current = "";
    private volatile long startedNanos;
    private volatile boolean dead;

    /// @param environment complete: nothing else reaches the process, except AWS_LAMBDA_RUNTIME_API and TMPDIR
    Worker(Function function, int slot, Path sandbox, Confinement.Plan plan, Map<String, String> environment) {
        this.function = function;
        this.slot = slot;
        this.sandbox = sandbox;
        ProcessBuilder builder = new ProcessBuilder(plan.command()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        builder.environment().put("LAMBDA_TASK_ROOT", plan.taskRoot());
        builder.environment().put("TMPDIR", plan.temporary());
        builder.environment().put("HOME", plan.temporary());
        process = start(builder);
        Thread.ofPlatform().daemon().name("function-log-" + slot).start(this::readLog);
        process.onExit().thenAccept(ended -> {
            dead = true;
            api.reports().offer(new Report.Exited(exitText(ended.exitValue())));
        });
    }

    Function function() {
        return function;
    }

    int slot() {
        return slot;
    }

    boolean dead() {
        return dead;
    }

    /// Waits until the process asks for work, has failed to start, or has taken too long.
    void awaitReady() throws InterruptedException {
        for (long waited = 0; waited < START_MAX.toMillis() && !dead; waited += 20) {
            if (api.asked().await(20, TimeUnit.MILLISECONDS) || api.reports().peek() != null) return;
        }
    }

    /// Runs one event through the process. After any [Invocation.Failed] that killed it, [#dead] is true.
    Invocation invoke(Event event, Duration timeout) throws InterruptedException {
        synchronized (log) {
            log.setLength(0);
            log.append("START RequestId: ").append(event.requestId()).append(" Version: $LATEST\n");
        }
        current = event.requestId();
        startedNanos = System.nanoTime();
        if (!hand(event)) return startFailure(event);
        Report report = api.reports().poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (report == null) return timedOut(event, timeout);
        return outcome(event, report);
    }

    @Override
    public void close() {
        dead = true;
        endGroup();
        api.close();
        try (Stream<Path> files = Files.exists(sandbox) ? Files.walk(sandbox) : Stream.empty()) {
            files.sorted(Comparator.reverseOrder()).forEach(Worker::delete);
        } catch (IOException e) {
            // What a process left in its /tmp and can't be deleted now goes with the next start's sweep.
        }
    }

    /// @return false if the process died or never asked for work
    private boolean hand(Event event) throws InterruptedException {
        for (long waited = 0; waited < ASK_AGAIN_MAX.toMillis() && !dead; waited += 50) {
            if (api.next().offer(event, 50, TimeUnit.MILLISECONDS)) return true;
            if (api.reports().peek() instanceof Report.Failure) return false;
        }
        return false;
    }

    private Invocation startFailure(Event event) throws InterruptedException {
        Report report = api.reports().poll(200, TimeUnit.MILLISECONDS);
        close();
        return report == null
                ? failed("Runtime.InitTimeout", "RequestId: " + event.requestId() + " Error: the runtime did not start")
                : outcome(event, report);
    }

    private Invocation outcome(Event event, Report report) {
        return switch (report) {
            case Report.Answer(byte[] body) -> answered(body);
            case Report.Failure(byte[] body, boolean starting) -> {
                if (starting) close();
                yield thrown(body);
            }
            case Report.TooLarge() ->
                failed(
                        "Function.ResponseSizeTooLarge",
                        "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
            case Report.Exited(String how) -> {
                close();
                yield failed(
                        "Runtime.ExitError",
                        "RequestId: " + event.requestId() + " Error: Runtime exited with error: " + how);
            }
        };
    }

    private Invocation timedOut(Event event, Duration timeout) {
        close();
        String seconds = String.format(java.util.Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
        return failed(
                "Sandbox.Timedout",
                "RequestId: " + event.requestId() + " Error: Task timed out after " + seconds + " seconds");
    }

    private Invocation answered(byte[] body) {
        try {
            return new Invocation.Returned(body.length == 0 ? Json.nothing() : Json.parse(body), log());
        } catch (MalformedJson e) {
            // A handler may answer bytes of its own; Lambda hands them on as they are.
            return new Invocation.Returned(Json.text(new String(body, StandardCharsets.UTF_8)), log());
        }
    }

    private Invocation thrown(byte[] body) {
        try {
            JsonNode error = Json.parse(body);
            return new Invocation.Failed(
                    error.path("errorType").asString("Unknown"),
                    error.path("errorMessage").asString(""),
                    error,
                    log());
        } catch (MalformedJson e) {
            return failed("Runtime.InvalidResponse", "The runtime's error is not JSON: " + e.getMessage());
        }
    }

    private Invocation failed(String type, String message) {
        return new Invocation.Failed(type, message, Json.object("errorType", type, "errorMessage", message), log());
    }

    private String log() {
        long millis = (System.nanoTime() - startedNanos) / 1_000_000;
        synchronized (log) {
            return log + "END RequestId: " + current + "\nREPORT RequestId: " + current + "\tDuration: " + millis
                    + " ms\tBilled Duration: " + millis + " ms\tMemory Size: "
                    + function.settings().memoryMegabytes() + " MB\n";
        }
    }

    private void readLog() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (log) {
                    log.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (log.length() > LOG_CHARS_MAX) log.delete(0, log.length() - LOG_CHARS_MAX);
                }
            }
        } catch (IOException e) {
            // The process is gone; its exit is reported elsewhere.
        }
    }

    /// Ends the process and all its children: they share its session and so its group.
    private void endGroup() {
        if (process.isAlive()) {
            try {
                new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor(2, TimeUnit.SECONDS);
            } catch (IOException e) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        process.destroyForcibly();
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return STARTER.submit(builder::start).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("cannot start a function's process: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a function's process", e);
        }
    }

    private static String exitText(int code) {
        return code > 128 ? "signal: " + signal(code - 128) : "exit status " + code;
    }

    private static String signal(int number) {
        return number == 9 ? "killed" : "number " + number;
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // See close(): left for the next start's sweep.
        }
    }
}
