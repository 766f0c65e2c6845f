package dev.sluice.images;

import java.util.ArrayList;
import java.util.List;

/// One call being worked on, as seen by the thread that works and the caller who may give up on it.
final class Job {
    private final List<Runnable> stops = new ArrayList<>();
    private boolean stopped;

    /// Runs `stop` if the caller gives up before [#close(Runnable)]; at once if it already has.
    synchronized void onStop(Runnable stop) {
        stops.add(stop);
        if (stopped) stop.run();
    }

    /// Forgets `stop`: once this returns it isn't running and never will again, so what it works on may go.
    synchronized void close(Runnable stop) {
        stops.remove(stop);
    }

    /// The caller gives up.
    synchronized void stop() {
        stopped = true;
        stops.forEach(Runnable::run);
    }

    /// Ends the work between two steps if the caller has given up.
    synchronized void checkpoint() {
        if (stopped) throw new ImageRefused(ImageRefused.Reason.TIMEOUT, "given up");
    }
}
