package dev.sluice.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What waits for a partition: many threads put in, the partition's thread takes out.
///
/// Requests of callers are bounded; what the engine tells itself (results, timers) is not refused, since it is bounded
/// by the work under way.
final class Mailbox {
    private final int requestsMax;
    private final ConcurrentLinkedQueue<Inbound> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread owner;
    private volatile boolean asleep;

    Mailbox(int requestsMax) {
        this.requestsMax = requestsMax;
    }

    /// Puts a caller's request in. @return false if there are too many
    boolean offer(Inbound request) {
        if (size.get() >= requestsMax) return false;
        put(request);
        return true;
    }

    /// Puts in what must not be refused.
    void put(Inbound inbound) {
        size.incrementAndGet();
        queue.add(inbound);
        if (asleep) wake();
    }

    int size() {
        return size.get();
    }

    void wake() {
        LockSupport.unpark(owner);
    }

    /// Takes out up to so many, waiting for the first one or a time.
    ///
    /// @param waitNanos 0 not to wait
    List<Inbound> take(int max, long waitNanos) {
        if (queue.isEmpty() && waitNanos > 0) sleep(waitNanos);
        List<Inbound> taken = new ArrayList<>();
        Inbound next;
        while (taken.size() < max && (next = queue.poll()) != null) taken.add(next);
        size.addAndGet(-taken.size());
        return taken;
    }

    private void sleep(long nanos) {
        owner = Thread.currentThread();
        asleep = true;
        if (queue.isEmpty()) LockSupport.parkNanos(this, nanos);
        asleep = false;
    }
}
