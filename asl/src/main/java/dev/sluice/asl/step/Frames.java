package dev.sluice.asl.step;

import dev.sluice.asl.model.Flow;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The frames of one execution: all of them, those that wait by their entry, those that can go on by themselves.
final class Frames {
    private final TreeMap<Integer, Frame> frames = new TreeMap<>();
    private final Map<Integer, Frame> parked = new HashMap<>();
    private int next;

    /// Frames that can go on by themselves, in their turn; those that no longer can are skipped.
    final ArrayDeque<Frame> ready = new ArrayDeque<>();

    /// A new frame under this id.
    Frame open(int id, @Nullable Frame parent, int index, Flow flow, JsonNode frameInput) {
        Frame frame = new Frame(id, parent, index, flow, frameInput);
        frames.put(id, frame);
        next = id + 1;
        return frame;
    }

    /// Ends all branches and items below a frame.
    void dropChildren(Frame frame) {
        if (!(frame.phase instanceof Phase.Joining joining)) return;
        for (Frame child : joining.runningChildren()) {
            dropChildren(child);
            drop(child);
        }
    }

    /// Ends a frame.
    void drop(Frame frame) {
        frame.gone = true;
        become(frame, Phase.Idle.INSTANCE);
        frames.remove(frame.id);
    }

    /// Gives a frame its new phase, and itself to those that wait or those that can go on.
    void become(Frame frame, Phase phase) {
        if (frame.phase instanceof Phase.Parked) parked.remove(frame.entry);
        frame.phase = phase;
        if (phase instanceof Phase.Parked) {
            parked.put(frame.entry, frame);
        } else if (phase instanceof Phase.Runnable && !frame.queued) {
            frame.queued = true;
            ready.add(frame);
        }
    }

    /// The frame that waits under this entry, in this attempt; null if none does (any more).
    @Nullable
    Frame parked(int entry, int attempt) {
        Frame frame = parked.get(entry);
        return frame == null || frame.attempt != attempt ? null : frame;
    }

    /// The frame that waits under this entry, in whatever attempt; null if none does.
    @Nullable
    Frame parked(int entry) {
        return parked.get(entry);
    }

    /// The frame of an id. @throws IllegalStateException if there is none
    Frame get(int id) {
        Frame frame = frames.get(id);
        if (frame == null) throw new IllegalStateException("no frame " + id);
        return frame;
    }

    /// All frames, outer ones before those within.
    Collection<Frame> all() {
        return frames.values();
    }

    /// The id that the next frame gets.
    int next() {
        return next;
    }

    void clear() {
        frames.clear();
        parked.clear();
        ready.clear();
    }
}
