package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    private static final Lines ALL =
            new Lines(List.of(), null, Long.MIN_VALUE, Long.MAX_VALUE, Filter.ALL, null, true, 100);

    private Instant now = Instant.ofEpochMilli(1_000);

    @TempDir
    Path directory;

    private Logs open() {
        return Logs.open(directory.resolve("logs.db"), () -> now);
    }

    @Test
    void lines_come_back_in_the_order_of_time_after_a_restart() {
        try (Logs logs = open()) {
            logs.createGroup("g");
            logs.createStream("g", "s");
            logs.put("g", "s", List.of(new Logs.NewLine(2, "two"), new Logs.NewLine(3, "three")));
            logs.put("g", "s", List.of(new Logs.NewLine(1, "one")));
        }
        try (Logs logs = open()) {
            assertThat(logs.lines("g", ALL)).extracting(LogLine::message).containsExactly("one", "two", "three");
            assertThat(logs.streams("g", "", false, false)).containsExactly(new LogStream("s", 1_000, 1L, 3L, 1_000L));
        }
    }

    @Test
    void a_stream_that_the_server_writes_to_makes_itself_but_its_group_does_not() {
        try (Logs logs = open()) {
            logs.createGroup("known");
            logs.append("known", "fresh", new Logs.NewLine(1, "kept"));
            logs.append("unknown", "fresh", new Logs.NewLine(1, "dropped"));
        }
        try (Logs logs = open()) {
            assertThat(logs.lines("known", ALL)).extracting(LogLine::message).containsExactly("kept");
            assertThat(logs.group("unknown")).isEmpty();
        }
    }

    @Test
    void what_is_there_or_missing_is_told_in_aws_words() {
        try (Logs logs = open()) {
            logs.createGroup("g");
            assertRefused(() -> logs.createGroup("g"), "ResourceAlreadyExistsException");
            assertRefused(() -> logs.deleteGroup("other"), "ResourceNotFoundException");
            assertRefused(() -> logs.put("g", "no stream", List.of()), "ResourceNotFoundException");
            assertRefused(() -> Filter.parse("{ $.a = 1 }"), "InvalidParameterException");
        }
    }

    @Test
    void a_filter_wants_all_plain_terms_one_optional_and_no_excluded_one() {
        Filter filter = Filter.parse("ERROR ?disk ?\"out of memory\" -retry");
        assertThat(filter.matches("ERROR: disk full")).isTrue();
        assertThat(filter.matches("ERROR: out of memory")).isTrue();
        assertThat(filter.matches("ERROR: network")).isFalse();
        assertThat(filter.matches("ERROR: disk full, retrying")).isFalse();
    }

    @Test
    void lines_are_kept_as_long_as_their_group_says() {
        try (Logs logs = open()) {
            logs.createGroup("g");
            logs.createStream("g", "s");
            logs.retain("g", 1L);
            logs.put("g", "s", List.of(new Logs.NewLine(now.toEpochMilli(), "old")));
            now = now.plus(Duration.ofDays(2));
            logs.put("g", "s", List.of(new Logs.NewLine(now.toEpochMilli(), "new")));
            logs.sweep();
            assertThat(logs.lines("g", ALL)).extracting(LogLine::message).containsExactly("new");
        }
    }

    @Test
    void a_part_goes_on_where_the_one_before_ended_both_ways() {
        try (Logs logs = open()) {
            logs.createGroup("g");
            logs.createStream("g", "s");
            logs.put("g", "s", List.of(new Logs.NewLine(1, "a"), new Logs.NewLine(1, "b"), new Logs.NewLine(2, "c")));
            LogLine second = logs.lines("g", ALL).get(1);
            Lines.Position after = new Lines.Position(second.millis(), second.id());
            assertThat(logs.lines("g", part(after, true)))
                    .extracting(LogLine::message)
                    .containsExactly("c");
            assertThat(logs.lines("g", part(after, false)))
                    .extracting(LogLine::message)
                    .containsExactly("a");
        }
    }

    private static Lines part(Lines.Position after, boolean forward) {
        return new Lines(List.of("s"), null, Long.MIN_VALUE, Long.MAX_VALUE, Filter.ALL, after, forward, 10);
    }

    private static void assertRefused(Runnable call, String code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
