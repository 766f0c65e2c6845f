package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.images.ImageRefused.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static Pool pool(long pixelsInFlightMax, int millis, Runnable leave) {
        Limits limits = new Limits(1_000, 1_000, 1_000, 1, 1_000);
        return new Pool(new ImagesConfig(List.of(), limits, 1, pixelsInFlightMax, Duration.ofMillis(millis)), leave);
    }

    @Test
    void work_is_done_on_a_platform_thread_whoever_asks() throws InterruptedException {
        try (Pool pool = pool(1_000, 5_000, () -> {})) {
            boolean[] virtual = {true};
            Thread asking = Thread.startVirtualThread(
                    () -> virtual[0] = pool.run(1, job -> Thread.currentThread().isVirtual()));
            asking.join();

            assertThat(virtual[0]).isFalse();
        }
    }

    @Test
    void what_never_began_is_busy_and_what_began_timed_out() {
        try (Pool pool = pool(1_000_000, 300, () -> {})) {
            CountDownLatch stopped = new CountDownLatch(1);
            AtomicInteger ran = new AtomicInteger();

            assertThat(refusal(() -> pool.run(1, job -> untilStopped(job, stopped))))
                    .isEqualTo(Reason.TIMEOUT);
            assertThat(stopped.getCount()).isZero();
            int runs = pool.run(1, job -> ran.incrementAndGet());
            assertThat(runs).isOne();
        }
    }

    @Test
    void an_image_too_many_waits_for_room_and_then_is_busy() throws InterruptedException {
        try (Pool pool = pool(1_000_000, 300, () -> {})) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            Thread first = Thread.startVirtualThread(() -> {
                var _ = refusal(() -> pool.run(1_000_000, job -> {
                    inside.countDown();
                    return await(leave);
                }));
            });
            inside.await();

            assertThat(refusal(() -> pool.run(1_000, job -> true))).isEqualTo(Reason.BUSY);
            leave.countDown();
            first.join();
            boolean admitted = pool.run(1_000_000, job -> true);
            assertThat(admitted).isTrue();
        }
    }

    @Test
    void a_refusal_reaches_the_caller_as_it_is() {
        try (Pool pool = pool(1_000, 5_000, () -> {})) {
            ImageRefused refused = ImageRefused.broken("so");

            assertThat(catchThrowableOfType(
                            ImageRefused.class,
                            () -> pool.run(1, job -> {
                                throw refused;
                            })))
                    .isSameAs(refused);
        }
    }

    @Test
    void each_thread_says_goodbye() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        try (Pool pool = pool(1_000, 5_000, left::countDown)) {
            boolean done = pool.run(1, job -> true);
            assertThat(done).isTrue();
        }
        left.await();
    }

    private static Reason refusal(Runnable call) {
        return catchThrowableOfType(ImageRefused.class, call::run).reason();
    }

    private static boolean untilStopped(Job job, CountDownLatch stopped) {
        job.onStop(stopped::countDown);
        return await(stopped);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
