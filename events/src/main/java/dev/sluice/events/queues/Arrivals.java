package dev.sluice.events.queues;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes those who wait for messages after every commit; they look for themselves whether it concerned them.
final class Arrivals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition commit = lock.newCondition();
    private long commits;
    private boolean closed;

    /// A number that grows with each commit: read it before looking, wait with it after finding nothing.
    long commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    void committed() {
        lock.lock();
        try {
            commits++;
            commit.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a commit after the one seen, some time at most.
    ///
    /// @return false once nobody shall wait any longer
    boolean await(long seen, long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && commits == seen && left > 0) left = commit.awaitNanos(left);
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            commit.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
