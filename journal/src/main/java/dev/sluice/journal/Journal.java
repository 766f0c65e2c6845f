package dev.sluice.journal;

import java.util.List;
import java.util.function.Consumer;

/// An append-only log of blobs, each with a position that only grows. What [#append] returned from survives any crash.
///
/// Appending and truncating are done by one thread at a time; replaying happens before the first append.
public interface Journal extends AutoCloseable {
    /// One blob.
    ///
    /// @param position unique and larger than all before it
    /// @param partition whose blob it is
    record Entry(long position, int partition, byte[] body) {}

    /// Appends all entries or none. Returns when they are on disk.
    ///
    /// Entries whose positions are there already, from an attempt that failed only after the disk had taken them,
    /// are
    /// written over, so trying again after a failure is always safe.
    ///
    /// @throws StorageException if the disk is full or broken
    void append(List<Entry> entries);

    /// Hands over every entry after a position, in order.
    ///
    /// @throws StorageException if an entry is damaged: it is never handed over
    void replay(long afterPosition, Consumer<Entry> consumer);

    /// Forgets entries up to a position, some of them: call it again until it answers 0.
    ///
    /// @return how many were forgotten
    int truncate(long throughPosition, int entriesMax);

    /// The position of the last entry ever appended; 0 for a new log.
    long lastPosition();

    @Override
    void close();
}
