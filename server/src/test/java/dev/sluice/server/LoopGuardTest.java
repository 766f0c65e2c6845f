package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopGuardTest {
    private static final String TARGET = "arn:aws:lambda:us-east-1:000000000000:function:trigger";

    private final LoopGuard guard = new LoopGuard();

    @Test
    void a_chain_that_comes_back_for_ever_is_stopped_after_sixteen_rounds() {
        Descent descent = Descent.NONE;
        int rounds = 0;
        while (guard.allows(descent, TARGET, "s3://b/k")) {
            descent = descent.next("event-1");
            rounds++;
        }
        assertThat(rounds).isBetween(LoopGuard.ROUNDS_MAX, LoopGuard.ROUNDS_MAX + 1);
        assertThat(guard.stopped()).isEqualTo(1);
    }

    @Test
    void branches_of_a_chain_count_together() {
        int allowed = 0;
        for (int branch = 0; branch < 100; branch++) {
            if (guard.allows(new Descent("event-1", 1), TARGET, "s3://b/k")) allowed++;
        }
        assertThat(allowed).isEqualTo(LoopGuard.ROUNDS_MAX);
    }

    @Test
    void events_of_other_chains_and_for_other_targets_go_on() {
        for (int i = 0; i < 100; i++) guard.allows(new Descent("event-1", 1), TARGET, "s3://b/k");
        assertThat(guard.allows(new Descent("event-2", 1), TARGET, "s3://b/k")).isTrue();
        assertThat(guard.allows(new Descent("event-1", 1), TARGET + "-other", "s3://b/k"))
                .isTrue();
        assertThat(guard.allows(Descent.NONE, TARGET, "s3://b/k")).isTrue();
    }

    @Test
    void what_is_no_lineage_counts_as_a_beginning() {
        assertThat(Descent.parse("a-1:3")).isEqualTo(new Descent("a-1", 3));
        assertThat(Descent.parse("a-1:99999")).isEqualTo(Descent.NONE);
        assertThat(Descent.parse("<script>:1")).isEqualTo(Descent.NONE);
    }
}
