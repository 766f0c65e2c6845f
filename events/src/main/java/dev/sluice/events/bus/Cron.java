package dev.sluice.events.bus;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `cron(minutes hours day-of-month month day-of-week year)`, in UTC. One of the two days must be `?`.
///
/// @see <a
// href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions">Cron expressions</a>
record Cron(BitSet minutes, BitSet hours, String dayOfMonth, BitSet months, String dayOfWeek, BitSet years)
        implements Schedule {
    private static final int YEAR_FIRST = 1970;
    private static final int YEAR_LAST = 2199;
    private static final Pattern SYNTAX =
            Pattern.compile("cron\\(\\s*(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*\\)");
    private static final String[] MONTHS = {
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"
    };
    private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

    static Optional<Schedule> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        String ofMonth = matcher.group(3);
        String ofWeek = named(matcher.group(5), DAYS);
        if (ofMonth.equals("?") == ofWeek.equals("?")) return Optional.empty();
        try {
            Cron cron = new Cron(
                    CronField.values(matcher.group(1), 0, 59),
                    CronField.values(matcher.group(2), 0, 23),
                    ofMonth,
                    CronField.values(named(matcher.group(4), MONTHS), 1, 12),
                    ofWeek,
                    CronField.values(matcher.group(6), YEAR_FIRST, YEAR_LAST));
            // Reads both days once, so that a mistake shows now and not when the rule should fire.
            cron.matches(LocalDate.of(2024, 2, 29));
            return Optional.of(cron);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String named(String field, String[] names) {
        String numbered = field.toUpperCase(java.util.Locale.ROOT);
        for (int i = 0; i < names.length; i++) numbered = numbered.replace(names[i], String.valueOf(i + 1));
        return numbered;
    }

    @Override
    public Optional<Instant> after(Instant instant) {
        LocalDateTime from = LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                .withSecond(0)
                .withNano(0)
                .plusMinutes(1);
        LocalDate day = from.toLocalDate();
        int minuteOfDay = from.getHour() * 60 + from.getMinute();
        while (day.getYear() <= YEAR_LAST) {
            if (!years.get(day.getYear())) {
                day = LocalDate.of(day.getYear() + 1, 1, 1);
            } else if (!months.get(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else {
                int minute = matches(day) ? nextMinute(minuteOfDay) : -1;
                if (minute >= 0)
                    return Optional.of(day.atTime(minute / 60, minute % 60).toInstant(ZoneOffset.UTC));
                day = day.plusDays(1);
            }
            minuteOfDay = 0;
        }
        return Optional.empty();
    }

    private int nextMinute(int from) {
        for (int minute = from; minute < 24 * 60; minute++) {
            if (hours.get(minute / 60) && minutes.get(minute % 60)) return minute;
        }
        return -1;
    }

    private boolean matches(LocalDate day) {
        return dayOfMonth.equals("?") ? matchesWeek(day) : matchesMonth(day);
    }

    private boolean matchesMonth(LocalDate day) {
        if (dayOfMonth.equals("L")) return day.getDayOfMonth() == day.lengthOfMonth();
        if (dayOfMonth.equals("LW")) return day.equals(weekdayNear(day.withDayOfMonth(day.lengthOfMonth())));
        if (dayOfMonth.matches("[0-9]{1,2}W")) {
            int wanted = Integer.parseInt(dayOfMonth.substring(0, dayOfMonth.length() - 1));
            if (wanted < 1 || wanted > 31) throw new IllegalArgumentException(dayOfMonth);
            return wanted <= day.lengthOfMonth() && day.equals(weekdayNear(day.withDayOfMonth(wanted)));
        }
        return CronField.values(dayOfMonth, 1, 31).get(day.getDayOfMonth());
    }

    /// The weekday nearest to a day, in the same month.
    private static LocalDate weekdayNear(LocalDate day) {
        return switch (day.getDayOfWeek()) { // the others are weekdays already
            case SATURDAY -> day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
            case SUNDAY -> day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
            default -> day;
        };
    }

    private boolean matchesWeek(LocalDate day) {
        int number =
                day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : day.getDayOfWeek().getValue() + 1;
        if (dayOfWeek.equals("L")) return number == 7;
        if (dayOfWeek.matches("[1-7]L"))
            return number == dayOfWeek.charAt(0) - '0' && day.getDayOfMonth() > day.lengthOfMonth() - 7;
        if (dayOfWeek.matches("[1-7]#[1-5]"))
            return number == dayOfWeek.charAt(0) - '0'
                    && (day.getDayOfMonth() - 1) / 7 + 1 == dayOfWeek.charAt(2) - '0';
        return CronField.values(dayOfWeek, 1, 7).get(number);
    }
}
