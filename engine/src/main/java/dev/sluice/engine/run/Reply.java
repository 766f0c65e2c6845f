package dev.sluice.engine.run;

import dev.sluice.core.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An answer that somebody waits for. It is given after what it tells of is durable.
public final class Reply<T> {
    /// How long a caller waits for the disk before it is told to try again.
    public static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /// Gives the answer; a second one changes nothing.
    public void complete(T value) {
        answer.complete(value);
    }

    /// Refuses.
    public void refuse(RuntimeException refusal) {
        answer.completeExceptionally(refusal);
    }

    /// Whether the answer is there, for tests that drive the engine by hand.
    public boolean done() {
        return answer.isDone();
    }

    /// Waits for the answer.
    ///
    /// @throws Refused what the partition refused, or `ServiceUnavailable` when the disk doesn't take the record in
    /// time
    public T await() {
        try {
            return answer.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) throw refusal;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new Refused("ServiceUnavailable", "The state store does not take records at the moment. Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("ServiceUnavailable", "The service is stopping.");
        }
    }
}
