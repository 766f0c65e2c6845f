package dev.sluice.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.run.Simulation.Defect;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Run more with `-Dsluice.seeds=10000`, repeat one with `-Dsluice.seed=4711`.
class SimulationTest {
    private static final long SEEDS = Long.getLong("sluice.seeds", 300);
    private static int asides;
    private static final int SEEDS_TO_FIND_A_DEFECT_MAX = 1_000;

    // Held so that it isn't collected with its level: full disks are part of the game and not worth a line each.
    private static final Logger LOG = Logger.getLogger("dev.sluice.engine.run");

    @BeforeAll
    static void expect_failures() {
        LOG.setLevel(Level.OFF);
    }

    @Test
    void nothing_acknowledged_is_lost_and_nothing_recorded_is_repeated_whatever_fails() throws Exception {
        Long one = Long.getLong("sluice.seed");
        if (one != null) {
            run(one);
            return;
        }
        int crashes = 0;
        for (long seed = 0; seed < SEEDS; seed++) crashes += run(seed);
        assertThat(crashes).isGreaterThan((int) SEEDS);
        assertThat(asides).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void a_planted_defect_is_found(Defect defect) {
        for (long seed = 0; seed < SEEDS_TO_FIND_A_DEFECT_MAX; seed++) {
            if (finds(defect, seed)) return;
        }
        throw new AssertionError(defect + " was not found");
    }

    private static int run(long seed) {
        Simulation simulation = new Simulation(seed, Defect.NONE);
        try {
            simulation.run();
            asides += simulation.asides;
            return simulation.crashes;
        } catch (Exception | AssertionError e) {
            throw new AssertionError("repeat with -Dsluice.seed=" + seed, e);
        }
    }

    private static boolean finds(Defect defect, long seed) {
        try {
            new Simulation(seed, defect).run();
            return false;
        } catch (Exception | AssertionError found) {
            return true;
        }
    }
}
