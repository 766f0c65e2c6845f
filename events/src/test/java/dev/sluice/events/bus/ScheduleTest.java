package dev.sluice.events.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(5 minutes)               | 2026-11-24T10:00:30Z | 2026-11-24T10:05:30Z
            rate(1 day)                   | 2026-11-24T10:00:00Z | 2026-11-25T10:00:00Z
            cron(0 10 * * ? *)            | 2026-11-24T10:00:00Z | 2026-11-25T10:00:00Z
            cron(15 12 * * ? *)           | 2026-11-24T10:00:00Z | 2026-11-24T12:15:00Z
            cron(0 18 ? * MON-FRI *)      | 2026-11-27T18:00:00Z | 2026-11-30T18:00:00Z
            cron(0 8 1 * ? *)             | 2026-12-31T09:00:00Z | 2027-01-01T08:00:00Z
            cron(0/15 * * * ? *)          | 2026-11-24T10:46:00Z | 2026-11-24T11:00:00Z
            cron(0/10 * ? * MON-FRI *)    | 2026-11-28T00:00:00Z | 2026-11-30T00:00:00Z
            cron(0 9 ? * 2#1 *)           | 2026-11-24T10:00:00Z | 2026-12-07T09:00:00Z
            cron(0 9 ? * 6L *)            | 2026-11-24T10:00:00Z | 2026-11-27T09:00:00Z
            cron(0 9 L FEB ? *)           | 2026-11-24T10:00:00Z | 2027-02-28T09:00:00Z
            cron(0 9 29 2 ? *)            | 2026-11-24T10:00:00Z | 2028-02-29T09:00:00Z
            cron(0 9 1W * ? *)            | 2026-07-31T10:00:00Z | 2026-08-03T09:00:00Z
            cron(0 9 LW 5 ? 2026-2027)    | 2026-01-01T00:00:00Z | 2026-05-29T09:00:00Z
            """)
    void fires_next_when_the_expression_says(String expression, Instant now, Instant next) {
        assertThat(Schedule.parse(expression).after(now)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(5 minute)",
                "rate(1 hours)",
                "rate(5 seconds)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 10 32 * ? *)",
                "cron(0 10 * *)",
                "cron(a b c d ? f)",
                "at(now)",
                ""
            })
    void refuses_what_is_no_schedule(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression))
                .isInstanceOf(Refused.class)
                .hasMessage("Parameter ScheduleExpression is not valid.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0 9 31 2 ? *)", "cron(0 9 1 1 ? 1999)"})
    void a_day_that_never_comes_never_fires(String expression) {
        assertThat(Schedule.parse(expression).after(Instant.parse("2026-11-24T10:00:00Z")))
                .isEmpty();
    }
}
