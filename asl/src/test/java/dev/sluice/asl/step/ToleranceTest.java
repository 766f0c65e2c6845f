package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToleranceTest {
    @Test
    void without_tolerance_one_failure_is_too_many() {
        assertThat(Tolerance.NONE.exceededBy(0, 10)).isFalse();
        assertThat(Tolerance.NONE.exceededBy(1, 10)).isTrue();
    }

    @Test
    void exactly_what_is_tolerated_is_not_too_many() {
        assertThat(new Tolerance(2, 0).exceededBy(2, 10)).isFalse();
        assertThat(new Tolerance(2, 0).exceededBy(3, 10)).isTrue();
        assertThat(new Tolerance(0, 50).exceededBy(5, 10)).isFalse();
        assertThat(new Tolerance(0, 50).exceededBy(6, 10)).isTrue();
    }

    @Test
    void with_both_bounds_the_first_one_passed_counts() {
        assertThat(new Tolerance(5, 10).exceededBy(2, 10)).isTrue();
        assertThat(new Tolerance(1, 90).exceededBy(2, 10)).isTrue();
        assertThat(new Tolerance(5, 90).exceededBy(2, 10)).isFalse();
    }
}
