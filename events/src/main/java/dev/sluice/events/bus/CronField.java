package dev.sluice.events.bus;

import java.util.BitSet;

/// A field of a cron expression: `*`, numbers, ranges, steps and lists of them.
final class CronField {
    private CronField() {}

    /// @throws IllegalArgumentException if it isn't such a field or out of bounds
    static BitSet values(String field, int first, int last) {
        BitSet values = new BitSet();
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            if (stepped.length > 2) throw new IllegalArgumentException(field);
            int step = stepped.length == 2 ? number(stepped[1], 1, last) : 1;
            int low = first;
            int high = last;
            if (!stepped[0].equals("*")) {
                String[] range = stepped[0].split("-", -1);
                if (range.length > 2) throw new IllegalArgumentException(field);
                low = number(range[0], first, last);
                high = range.length == 2 ? number(range[1], first, last) : stepped.length == 2 ? last : low;
                if (high < low) throw new IllegalArgumentException(field);
            }
            for (int value = low; value <= high; value += step) values.set(value);
        }
        return values;
    }

    private static int number(String text, int first, int last) {
        int number = Integer.parseInt(text);
        if (number < first || number > last) throw new IllegalArgumentException(text);
        return number;
    }
}
