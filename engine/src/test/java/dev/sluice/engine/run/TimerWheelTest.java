package dev.sluice.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long YEAR_MILLIS = 365L * 24 * 60 * 60 * 1000;

    private final List<TimerWheel.Timer> fired = new ArrayList<>();

    @Test
    void a_millisecond_and_a_year_both_fire_when_due_and_not_before() {
        TimerWheel wheel = new TimerWheel(NOW);
        TimerWheel.Timer soon = new TimerWheel.Timer();
        TimerWheel.Timer late = new TimerWheel.Timer();
        wheel.arm(soon, NOW + 1);
        wheel.arm(late, NOW + YEAR_MILLIS);
        wheel.advance(NOW + 1, fired::add);
        assertThat(fired).containsExactly(soon);
        wheel.advance(NOW + YEAR_MILLIS - 1, fired::add);
        assertThat(fired).containsExactly(soon);
        wheel.advance(NOW + YEAR_MILLIS, fired::add);
        assertThat(fired).containsExactly(soon, late);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void a_cancelled_timer_does_not_fire_and_a_moved_one_fires_at_its_new_time() {
        TimerWheel wheel = new TimerWheel(NOW);
        TimerWheel.Timer cancelled = new TimerWheel.Timer();
        TimerWheel.Timer moved = new TimerWheel.Timer();
        wheel.arm(cancelled, NOW + 10);
        wheel.arm(moved, NOW + 10);
        wheel.cancel(cancelled);
        wheel.cancel(cancelled);
        wheel.arm(moved, NOW + 100_000);
        wheel.advance(NOW + 99_999, fired::add);
        assertThat(fired).isEmpty();
        wheel.advance(NOW + 100_000, fired::add);
        assertThat(fired).containsExactly(moved);
    }

    @Test
    void a_clock_put_back_fires_nothing_and_loses_nothing() {
        TimerWheel wheel = new TimerWheel(NOW);
        TimerWheel.Timer timer = new TimerWheel.Timer();
        wheel.arm(timer, NOW + 5);
        wheel.advance(NOW - 1_000, fired::add);
        assertThat(fired).isEmpty();
        wheel.advance(NOW + 5, fired::add);
        assertThat(fired).containsExactly(timer);
    }

    @Property(tries = 300)
    void it_fires_what_a_sorted_list_would_fire(@ForAll long seed) {
        Random random = new Random(seed);
        TimerWheel wheel = new TimerWheel(NOW);
        Map<TimerWheel.Timer, Long> armed = new HashMap<>();
        List<TimerWheel.Timer> timers = new ArrayList<>();
        for (int i = 0; i < 20; i++) timers.add(new TimerWheel.Timer());
        long now = NOW;
        for (int step = 0; step < 60; step++) {
            TimerWheel.Timer timer = timers.get(random.nextInt(timers.size()));
            long at = now + (1L << random.nextInt(36)) - random.nextInt(3);
            wheel.arm(timer, at);
            armed.put(timer, at);
            if (random.nextInt(5) == 0) {
                TimerWheel.Timer other = timers.get(random.nextInt(timers.size()));
                wheel.cancel(other);
                armed.remove(other);
            }
            if (random.nextInt(3) > 0) continue;
            now += 1L << random.nextInt(34);
            advance(wheel, armed, now);
        }
    }

    private static void advance(TimerWheel wheel, Map<TimerWheel.Timer, Long> armed, long until) {
        long earliest = armed.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
        assertThat(wheel.nextMillis()).as("never sleeps too long").isLessThanOrEqualTo(Math.max(earliest, until));
        List<TimerWheel.Timer> due = new ArrayList<>();
        wheel.advance(until, due::add);
        assertThat(due)
                .containsExactlyInAnyOrderElementsOf(armed.entrySet().stream()
                        .filter(entry -> entry.getValue() <= until)
                        .map(Map.Entry::getKey)
                        .toList());
        armed.values().removeIf(millis -> millis <= until);
        assertThat(wheel.size()).isEqualTo(armed.size());
    }
}
