package dev.sluice.engine.run;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A hierarchical timing wheel: arming and cancelling cost the same whether a timer is due in a millisecond or in
/// years,
/// and a cancelled timer takes no room. Used by one thread.
///
/// Seven levels of 64 slots with a tick of one millisecond reach 139 years; a timer moves down a level each time its
/// slot comes up.
public final class TimerWheel {
    private static final int BITS = 6;
    private static final int SLOTS = 1 << BITS;
    private static final int LEVELS = 7;
    private static final long REACH = (1L << (BITS * LEVELS)) - 1;

    private final @Nullable Timer[][] slots = new Timer[LEVELS][SLOTS];
    private final long[] occupied = new long[LEVELS];
    private long now;
    private int armed;

    /// Something due at a time. Extend it with what to do.
    public static class Timer {
        private long dueMillis;
        private int level = -1;
        private int slot;
        private @Nullable Timer next;
        private @Nullable Timer previous;

        /// When it is due, milliseconds since 1970.
        public final long dueMillis() {
            return dueMillis;
        }
    }

    /// A wheel that stands at a time, milliseconds since 1970.
    public TimerWheel(long nowMillis) {
        this.now = nowMillis;
    }

    /// How many timers are armed.
    public int size() {
        return armed;
    }

    /// Arms a timer, or moves it if it is armed. One that is due already fires at the next [#advance].
    public void arm(Timer timer, long dueMillis) {
        cancel(timer);
        timer.dueMillis = dueMillis;
        place(timer);
        armed++;
    }

    /// Disarms a timer; one that isn't armed stays so.
    public void cancel(Timer timer) {
        if (timer.level < 0) return;
        unlink(timer);
        armed--;
    }

    /// Moves on to a time and hands over every timer due by then, earlier milliseconds first.
    ///
    /// A clock that went back fires nothing and loses nothing.
    public void advance(long toMillis, Consumer<Timer> due) {
        while (now <= toMillis) {
            long stop = Math.min(toMillis, nextStop());
            now = stop;
            for (int level = LEVELS - 1; level > 0; level--) {
                if ((now & ((1L << (BITS * level)) - 1)) == 0) cascade(level);
            }
            expire(due);
            if (stop == toMillis) return;
            now++;
        }
    }

    /// When [#advance] is next worth calling: no timer is due before. [Long#MAX_VALUE] if none is armed.
    public long nextMillis() {
        return armed == 0 ? Long.MAX_VALUE : nextStop();
    }

    private void place(Timer timer) {
        long due = Math.clamp(timer.dueMillis, now, now | REACH);
        int level = 0;
        // The level is the highest one in which the due time and the present differ, so a slot is never behind.
        long differ = due ^ now;
        while (level < LEVELS - 1 && (differ >>> (BITS * (level + 1))) != 0) level++;
        int slot = (int) (due >>> (BITS * level)) & (SLOTS - 1);
        timer.level = level;
        timer.slot = slot;
        timer.previous = null;
        timer.next = slots[level][slot];
        if (timer.next != null) timer.next.previous = timer;
        slots[level][slot] = timer;
        occupied[level] |= 1L << slot;
    }

    private void unlink(Timer timer) {
        if (timer.previous != null) timer.previous.next = timer.next;
        else slots[timer.level][timer.slot] = timer.next;
        if (timer.next != null) timer.next.previous = timer.previous;
        if (slots[timer.level][timer.slot] == null) occupied[timer.level] &= ~(1L << timer.slot);
        timer.level = -1;
        timer.next = null;
        timer.previous = null;
    }

    private void cascade(int level) {
        int slot = (int) (now >>> (BITS * level)) & (SLOTS - 1);
        Timer timer = slots[level][slot];
        while (timer != null) {
            Timer next = timer.next;
            unlink(timer);
            place(timer);
            timer = next;
        }
    }

    private void expire(Consumer<Timer> due) {
        int slot = (int) now & (SLOTS - 1);
        Timer timer;
        while ((timer = slots[0][slot]) != null) {
            unlink(timer);
            armed--;
            due.accept(timer);
        }
    }

    /// The next time at or after now at which a slot comes up.
    private long nextStop() {
        for (int level = 0; level < LEVELS; level++) {
            int shift = BITS * level;
            int at = (int) (now >>> shift) & (SLOTS - 1);
            // The present slot of a higher level has been dealt out already, unless the wheel is just entering it.
            boolean entering = level == 0 || (now & ((1L << shift) - 1)) == 0;
            long ahead = occupied[level] & (-1L << at) & (entering ? -1L : ~(1L << at));
            if (ahead == 0) continue;
            long slot = Long.numberOfTrailingZeros(ahead);
            long base = now >>> (shift + BITS) << (shift + BITS);
            return base + (slot << shift);
        }
        return Long.MAX_VALUE;
    }
}
