package dev.sluice.engine.run;

import dev.sluice.engine.archive.Archive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes committed batches into the archive, and tells those who want to know what happened.
public final class Projector {
    private final Archive archive;
    private final Announcer announcer;

    /// Told of every committed segment, in an execution's order, at least once.
    @FunctionalInterface
    public interface Announcer {
        /// Called before the archive's position moves on, so a crash repeats the call and never leaves it out.
        void announce(Segment segment);
    }

    Projector(Archive archive, Announcer announcer) {
        this.archive = archive;
        this.announcer = announcer;
    }

    /// Takes a span in. @return the executions that ended in it, to be let go of by their partitions
    List<Header> project(List<Committer.Committed> span) {
        Map<Long, Fold> folds = new LinkedHashMap<>();
        for (Committer.Committed committed : span) {
            for (Segment segment : committed.segments()) {
                announcer.announce(segment);
                folds.computeIfAbsent(segment.execution(), _ -> new Fold(segment.header()))
                        .add(committed.position(), segment);
            }
        }
        List<Archive.Change> changes = new ArrayList<>(folds.size());
        List<Header> closed = new ArrayList<>();
        for (Map.Entry<Long, Fold> entry : folds.entrySet()) {
            changes.add(entry.getValue().change());
            if (entry.getValue().closed()) closed.add(entry.getValue().header());
        }
        archive.save(span.getLast().position(), changes);
        return closed;
    }
}
