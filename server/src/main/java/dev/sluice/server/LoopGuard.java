package dev.sluice.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/// Stops pipelines that set themselves off: a bucket's event starts an execution whose results are events again.
///
/// Lambda stops a function after about 16 invocations in one chain. Here all branches of a chain count together: a
/// pipeline that writes three results for each event would otherwise grow to three to the sixteenth.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">Recursive loop detection</a>
final class LoopGuard {
    /// Rounds of one chain through one target.
    static final int ROUNDS_MAX = 16;

    /// Chains remembered; of older ones only the depth counts, which each event carries itself.
    static final int CHAINS_MAX = 100_000;

    private static final Logger LOG = System.getLogger(LoopGuard.class.getName());

    private final Map<String, Integer> rounds = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > CHAINS_MAX;
        }
    };

    private long stopped;

    /// Whether an event may go on to a target; counts it if so, and says so in the log if not.
    ///
    /// @param what for the log: the bucket and key the event is about
    synchronized boolean allows(Descent descent, String target, String what) {
        if (descent.origin().isEmpty()) return true;
        int done = Math.max(descent.rounds(), rounds.getOrDefault(descent.origin() + " " + target, 0));
        if (done >= ROUNDS_MAX) {
            stopped++;
            LOG.log(
                    Level.WARNING,
                    "recursive loop stopped: {0} descends from {1} through {2} rounds to {3}; write results under another"
                            + " prefix or bucket than the one that is watched",
                    what,
                    descent.origin(),
                    done,
                    target);
            return false;
        }
        rounds.merge(descent.origin() + " " + target, 1, Integer::sum);
        return true;
    }

    /// How many events were stopped since the start.
    synchronized long stopped() {
        return stopped;
    }
}
