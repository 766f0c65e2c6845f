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

    /// How many segments of an execution were taken in.
    record Taken(Header header, int segments) {}

    Projector(Archive archive, Announcer announcer) {
        this.archive = archive;
        this.announcer = announcer;
    }

    /// Takes a span in. @return how much of each execution
    List<Taken> project(List<Committer.Committed> span) {
        Map<Long, Fold> folds = new LinkedHashMap<>();
        for (Committer.Committed committed : span) {
            for (Segment segment : committed.segments()) {
                announcer.announce(segment);
                folds.computeIfAbsent(segment.execution(), _ -> new Fold(segment.header()))
                        .add(committed.position(), segment);
            }
        }
        List<Archive.Change> changes = new ArrayList<>(folds.size());
        List<Taken> taken = new ArrayList<>(folds.size());
        for (Map.Entry<Long, Fold> entry : folds.entrySet()) {
            changes.add(entry.getValue().change());
            taken.add(new Taken(entry.getValue().header(), entry.getValue().segments()));
        }
        archive.save(span.getLast().position(), changes);
        return taken;
    }
}
