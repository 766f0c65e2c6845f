package dev.sluice.events.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a rule fires by itself.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html">Schedules</a>
sealed interface Schedule permits Schedule.Rate, Cron {
    /// The first time after an instant, in whole seconds; empty if there is none.
    Optional<Instant> after(Instant instant);

    /// Every so often, counted from when the rule was made. @param every whole minutes
    record Rate(Duration every) implements Schedule {
        private static final Pattern SYNTAX =
                Pattern.compile("rate\\(\\s*([1-9][0-9]{0,8})\\s+(minute|hour|day)(s?)\\s*\\)");

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.of(Instant.ofEpochSecond(instant.getEpochSecond()).plus(every));
        }

        private static Optional<Schedule> parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches()) return Optional.empty();
            long count = Long.parseLong(matcher.group(1));
            // `rate(1 minutes)` and `rate(5 minute)` are mistakes, as with EventBridge.
            if ((count == 1) == matcher.group(3).equals("s")) return Optional.empty();
            Duration unit =
                    switch (matcher.group(2)) {
                        case "minute" -> Duration.ofMinutes(1);
                        case "hour" -> Duration.ofHours(1);
                        default -> Duration.ofDays(1);
                    };
            return Optional.of(new Rate(unit.multipliedBy(count)));
        }
    }

    /// Reads `rate(…)` or `cron(…)`. @throws dev.sluice.core.Refused if it is neither
    static Schedule parse(String text) {
        Optional<Schedule> schedule = text.startsWith("rate(") ? Rate.parse(text) : Cron.parse(text);
        return schedule.orElseThrow(() -> BusErrors.invalid("Parameter ScheduleExpression is not valid."));
    }
}
