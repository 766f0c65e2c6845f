package dev.sluice.engine.run;

import dev.sluice.journal.Journal;
import dev.sluice.journal.StorageException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A journal in memory that outlives crashes and fails as disks do: before it has taken the entries, or after.
final class MemoryJournal implements Journal {
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final RandomGenerator random;
    private long last;
    private double failures;

    MemoryJournal(RandomGenerator random) {
        this.random = random;
    }

    void failures(double share) {
        failures = share;
    }

    boolean holds(long position) {
        return position <= last;
    }

    @Override
    public void append(List<Entry> added) {
        if (random.nextDouble() < failures) {
            // A sync that failed after the disk took everything, or a disk that was full from the start.
            if (random.nextBoolean()) take(added);
            throw new StorageException("the disk is full", null);
        }
        take(added);
    }

    private void take(List<Entry> added) {
        for (Entry entry : added) {
            entries.put(entry.position(), entry);
            last = Math.max(last, entry.position());
        }
    }

    @Override
    public void replay(long afterPosition, Consumer<Entry> consumer) {
        List.copyOf(entries.tailMap(afterPosition, false).values()).forEach(consumer);
    }

    @Override
    public int truncate(long throughPosition, int entriesMax) {
        int removed = 0;
        while (removed < entriesMax && !entries.isEmpty() && entries.firstKey() <= throughPosition) {
            entries.pollFirstEntry();
            removed++;
        }
        return removed;
    }

    @Override
    public long lastPosition() {
        return last;
    }

    @Override
    public void close() {}
}
