package dev.sluice.images;

import dev.sluice.images.ImageRefused.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The platform threads that decode. A virtual thread inside native code would hold its carrier for as long as the
/// decode lasts: with a few of them, everyone else waited up to 7.3 seconds.
final class Pool implements AutoCloseable {
    /// Calls that may wait for a thread; the next is refused as BUSY.
    static final int CALLS_WAITING_MAX = 1_024;

    private static final int IDLE_SECONDS_MAX = 30;

    /// Admission counts in thousands of pixels, as a semaphore counts in `int`.
    private static final int PIXELS_PER_PERMIT = 1_000;

    private final ThreadPoolExecutor threads;
    private final Semaphore pixels;
    private final int permits;
    private final Duration deadline;

    /// @param leave what each thread does as its last act
    Pool(ImagesConfig config, Runnable leave) {
        permits = (int) Math.min(Integer.MAX_VALUE, config.pixelsInFlightMax() / PIXELS_PER_PERMIT + 1);
        pixels = new Semaphore(permits, true);
        deadline = config.deadline();
        threads = new ThreadPoolExecutor(
                config.workers(),
                config.workers(),
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(CALLS_WAITING_MAX),
                work -> Thread.ofPlatform().name("images").daemon(true).unstarted(() -> live(work, leave)));
        threads.allowCoreThreadTimeOut(true);
    }

    private static void live(Runnable work, Runnable leave) {
        try {
            work.run();
        } finally {
            leave.run();
        }
    }

    /// Does the work on a thread of the pool once its pixels are admitted, and waits for it.
    ///
    /// @param load pixels that the work will hold
    /// @throws ImageRefused what the work refuses; BUSY if it didn't begin, TIMEOUT if it didn't end in time
    <T> T run(long load, Function<Job, T> work) {
        long end = System.nanoTime() + deadline.toNanos();
        int share = (int) Math.min(permits, load / PIXELS_PER_PERMIT + 1);
        try {
            if (!pixels.tryAcquire(share, deadline.toNanos(), TimeUnit.NANOSECONDS)) throw busy();
            return finish(submit(share, work), end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageRefused(Reason.TIMEOUT, "interrupted");
        }
    }

    private <T> Running<T> submit(int share, Function<Job, T> work) {
        Running<T> running = new Running<>(new Job(), new AtomicBoolean(), new CompletableFuture<>());
        try {
            threads.execute(() -> {
                try {
                    if (running.claimed.compareAndSet(false, true)) running.answer.complete(work.apply(running.job));
                } catch (Throwable e) {
                    running.answer.completeExceptionally(e);
                } finally {
                    // Not when the caller gives up, but when the memory is free again.
                    pixels.release(share);
                }
            });
        } catch (RejectedExecutionException e) {
            pixels.release(share);
            throw busy();
        }
        return running;
    }

    private <T> T finish(Running<T> running, long end) throws InterruptedException {
        try {
            return running.answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (running.claimed.compareAndSet(false, true)) throw busy();
            running.job.stop();
            throw new ImageRefused(Reason.TIMEOUT, "the image wasn't done within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            running.claimed.set(true);
            running.job.stop();
            throw e;
        } catch (ExecutionException e) {
            throw asThrown(e.getCause());
        }
    }

    private static RuntimeException asThrown(@Nullable Throwable cause) {
        return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException("images: " + cause, cause);
    }

    private ImageRefused busy() {
        return new ImageRefused(
                Reason.BUSY, "too many images at once: this one hadn't begun within " + deadline.toMillis() + " ms");
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /// @param claimed set by the thread that begins the work or by the caller who gives up before that
    private record Running<T>(Job job, AtomicBoolean claimed, CompletableFuture<T> answer) {}
}
