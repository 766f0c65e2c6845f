package dev.sluice.conformance.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that each do one thing after the other, over a connection of their own, until the time is up.
final class Clients {
    /// Latencies kept of one client.
    private static final int SAMPLES_MAX = 4_000_000;

    private Clients() {}

    /// What a client does once.
    @FunctionalInterface
    interface Work {
        /// @param round how many went before, of this client
        void once(Connection connection, int round);
    }

    /// @param completions how often the work was done
    static Result run(ServerUnderLoad server, int clients, Duration time, Work work) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) running.add(threads.submit(() -> client(server, end, work)));
            List<long[]> samples = new ArrayList<>();
            for (Future<long[]> one : running) samples.add(one.get());
            double seconds = (System.nanoTime() - began) / 1e9;
            long[] all = samples.stream().flatMapToLong(Arrays::stream).toArray();
            return new Result(all.length, seconds, all);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long[] client(ServerUnderLoad server, long end, Work work) {
        long[] samples = new long[1 << 16];
        int rounds = 0;
        try (Connection connection = server.connect()) {
            for (long now = System.nanoTime(); now < end && rounds < SAMPLES_MAX; rounds++) {
                work.once(connection, rounds);
                long after = System.nanoTime();
                if (rounds == samples.length) samples = Arrays.copyOf(samples, rounds * 2);
                samples[rounds] = after - now;
                now = after;
            }
        }
        return Arrays.copyOf(samples, rounds);
    }
}
