package dev.sluice.engine.run;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.engine.archive.Archive;
import dev.sluice.journal.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// An archive in memory that outlives crashes and sometimes refuses to save.
final class MemoryArchive implements Archive {
    private final TreeMap<Long, Stored> rows = new TreeMap<>();
    private final TreeMap<Long, List<Chunk>> chunks = new TreeMap<>();
    private final Map<Long, Long> due = new HashMap<>();
    private final RandomGenerator random;
    private long position;
    private long previousPosition;
    private double failures;

    MemoryArchive(RandomGenerator random) {
        this.random = random;
    }

    void failures(double share) {
        failures = share;
    }

    /// A planted defect: the position was not written in the same transaction as the rows.
    void losePosition() {
        position = previousPosition;
    }

    List<Stored> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long lastExecution() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }

    @Override
    public void save(long newPosition, List<Change> changes) {
        if (random.nextDouble() < failures) throw new StorageException("the disk is full", null);
        for (Change change : changes) {
            Stored old = rows.get(change.execution());
            Header header = change.header() == null ? old.header() : change.header();
            long started = old == null ? change.startedMillis() : old.startedMillis();
            rows.put(change.execution(), new Stored(header, change.status(), started, change.stoppedMillis(), 0, 0));
            due.remove(change.execution());
            chunks.computeIfAbsent(change.execution(), _ -> new ArrayList<>()).addAll(change.chunks());
        }
        previousPosition = position;
        position = newPosition;
    }

    @Override
    public Optional<Stored> find(String arn) {
        return rows.values().stream()
                .filter(row -> row.header().arn().equals(arn))
                .findFirst();
    }

    @Override
    public Optional<Stored> find(long execution) {
        return Optional.ofNullable(rows.get(execution));
    }

    @Override
    public List<Stored> list(Query query) {
        return rows.descendingMap().values().stream()
                .filter(row -> row.header().owner().equals(query.owner()))
                .toList();
    }

    @Override
    public List<Stored> listUp(String owner, ExecutionStatus status, long afterId, int max) {
        return rows.tailMap(afterId, false).values().stream()
                .filter(row -> row.header().owner().equals(owner) && row.status() == status)
                .limit(max)
                .toList();
    }

    @Override
    public List<Count> counts(String owner) {
        return List.of();
    }

    @Override
    public List<Chunk> chunksFrom(long execution, int event, int max) {
        List<Chunk> all = chunks.getOrDefault(execution, List.of());
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).firstEvent() <= event) from = i;
        }
        return List.copyOf(all.subList(from, Math.min(all.size(), from + Math.min(max, all.size()))));
    }

    @Override
    public Optional<Chunk> chunkBefore(long execution, long chunkPosition) {
        return chunks.get(execution).stream()
                .filter(chunk -> chunk.position() < chunkPosition)
                .max(Comparator.comparingLong(Chunk::position));
    }

    @Override
    public Optional<Chunk> chunkWithPayloadBefore(long execution, int payload) {
        return chunks.get(execution).stream()
                .filter(chunk -> chunk.firstPayload() < payload)
                .max(Comparator.comparingLong(Chunk::position));
    }

    @Override
    public void eachOpen(long dueByMillis, Consumer<Stored> consumer) {
        rows().stream()
                .filter(row -> !row.status().closed())
                .filter(row -> due.getOrDefault(row.header().id(), 0L) <= dueByMillis)
                .forEach(consumer);
    }

    @Override
    public void putAside(Map<Long, Long> dueMillis) {
        due.putAll(dueMillis);
    }

    @Override
    public List<Stored> dueBetween(long fromMillis, long toMillis) {
        return rows().stream()
                .filter(row -> !row.status().closed())
                .filter(row -> due.getOrDefault(row.header().id(), 0L) >= fromMillis)
                .filter(row -> due.getOrDefault(row.header().id(), 0L) < toMillis)
                .toList();
    }

    /// When the next execution put aside is due.
    long nextDue() {
        return due.entrySet().stream()
                .filter(entry -> !rows.get(entry.getKey()).status().closed())
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public int deleteStoppedBefore(long millis, int max) {
        return 0;
    }
}
