package dev.sluice.engine.tasks;

import dev.sluice.asl.model.TaskResource;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TaskCall;
import dev.sluice.asl.step.TaskStage;
import dev.sluice.core.Refused;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Outside;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Runs attempts on virtual threads, a bounded number at a time, and tells their executions what came of them.
public final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final TaskTarget target;
    private final Semaphore permits;
    private final Map<AttemptKey, Work> underWay = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /// @param inFlightMax attempts run at the same time; further ones wait
    public Dispatcher(TaskTarget target, int inFlightMax) {
        this.target = target;
        this.permits = new Semaphore(inFlightMax);
    }

    /// One attempt to be made.
    ///
    /// @param token null unless its result comes back with one
    /// @param signals told of what happens to it, in order
    public record Order(Outside.Attempt attempt, @Nullable String token, Consumer<Signal> signals) {
        TaskRequest request() {
            Header header = attempt.header();
            TaskCall call = attempt.call();
            Long timeout = call.timeoutSeconds();
            return new TaskRequest(
                    call.resource().arn(),
                    call.parameters(),
                    header.arn() + "/" + attempt.entry() + "/" + attempt.attempt(),
                    header.arn(),
                    header.machineArn(),
                    attempt.state(),
                    Objects.requireNonNullElse(
                            call.roleArn(), attempt.revision().settings().roleArn()),
                    token,
                    timeout == null ? null : Duration.ofSeconds(timeout),
                    header.lineage());
        }

        AttemptKey key() {
            return new AttemptKey(attempt.header().id(), attempt.entry(), attempt.attempt());
        }
    }

    private static final class Work {
        private final Order order;
        private final Thread thread;
        private volatile @Nullable JsonNode submitted;

        Work(Order order, Thread thread) {
            this.order = order;
            this.thread = thread;
        }
    }

    /// Starts an attempt.
    public void start(Order order) {
        TaskResource resource = order.attempt().call().resource();
        if (order.attempt().submitted() != null && resource.waitsForToken()) return; // The token's holder will answer.
        Thread thread = Thread.ofVirtual().name("task").unstarted(() -> run(order));
        Work work = new Work(order, thread);
        work.submitted = order.attempt().submitted();
        underWay.put(order.key(), work);
        thread.start();
    }

    /// Stops an attempt: nobody wants its result any more.
    public void cancel(long execution, int entry, int attempt) {
        Work work = underWay.remove(new AttemptKey(execution, entry, attempt));
        if (work == null) return;
        work.thread.interrupt();
        JsonNode submitted = work.submitted;
        if (submitted != null) Thread.ofVirtual().name("task-cancel").start(() -> cancel(work.order, submitted));
    }

    private void cancel(Order order, JsonNode submitted) {
        try {
            target.cancel(order.request(), submitted);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a job of " + order.attempt().header().arn() + " could not be cancelled", e);
        }
    }

    /// How many attempts run or wait to run.
    public int inFlight() {
        return underWay.size();
    }

    /// Interrupts every attempt without recording a result: they are run again after a restart.
    public void stop() {
        stopping = true;
        underWay.values().forEach(work -> work.thread.interrupt());
    }

    private void run(Order order) {
        try {
            permits.acquire();
            try {
                perform(order);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            // Cancelled or stopping; either way no result is to be recorded.
            LOG.log(
                    Level.DEBUG,
                    "an attempt of {0} was interrupted",
                    order.attempt().header().arn());
        } finally {
            underWay.remove(order.key());
        }
    }

    private void perform(Order order) throws InterruptedException {
        TaskRequest request = order.request();
        int entry = order.attempt().entry();
        int attempt = order.attempt().attempt();
        JsonNode submitted = order.attempt().submitted();
        if (submitted == null) {
            if (!order.attempt().started()) order.signals().accept(new Signal.TaskStarted(entry, attempt, null));
            TaskResult result = guarded(() -> target.run(request));
            if (stopping) return;
            if (!accepted(order, result)) {
                finish(order, result);
                return;
            }
            submitted = output(result);
            Work work = underWay.get(order.key());
            if (work != null) work.submitted = submitted;
            order.signals().accept(new Signal.TaskSubmitted(entry, attempt, submitted));
        }
        if (!order.attempt().call().resource().waitsForJob()) return;
        JsonNode job = submitted;
        TaskResult result = guarded(() -> target.await(request, job));
        if (!stopping) finish(order, result);
    }

    /// Whether the result is only that the service has accepted, and the real one comes later.
    private static boolean accepted(Order order, TaskResult result) {
        return switch (result) {
            case TaskResult.Submitted _ -> true;
            case TaskResult.Succeeded _ -> order.attempt().call().resource().waitsForToken();
            case TaskResult.Failed _ -> false;
        };
    }

    private static JsonNode output(TaskResult result) {
        return switch (result) {
            case TaskResult.Submitted(JsonNode output) -> output;
            case TaskResult.Succeeded(JsonNode output) -> output;
            case TaskResult.Failed _ -> throw new IllegalArgumentException("a failure has no output");
        };
    }

    private static void finish(Order order, TaskResult result) {
        int entry = order.attempt().entry();
        int attempt = order.attempt().attempt();
        order.signals()
                .accept(
                        switch (result) {
                            case TaskResult.Succeeded(JsonNode output) ->
                                new Signal.TaskSucceeded(entry, attempt, output);
                            case TaskResult.Submitted(JsonNode output) ->
                                new Signal.TaskSucceeded(entry, attempt, output);
                            case TaskResult.Failed(String error, String cause) ->
                                new Signal.TaskFailed(entry, attempt, TaskStage.FAILED, new Failure(error, cause));
                        });
    }

    private interface Call {
        TaskResult make() throws InterruptedException;
    }

    private static TaskResult guarded(Call call) throws InterruptedException {
        try {
            return call.make();
        } catch (Refused e) {
            return new TaskResult.Failed(e.code(), e.text());
        } catch (RuntimeException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            LOG.log(Level.ERROR, "SYSTEM: a task failed unexpectedly", e);
            return new TaskResult.Failed("States.TaskFailed", e.toString());
        }
    }
}
