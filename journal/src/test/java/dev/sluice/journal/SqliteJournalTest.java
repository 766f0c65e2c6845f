package dev.sluice.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journal.Journal.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    @TempDir
    Path directory;

    @Test
    void what_was_appended_is_replayed_in_order_after_reopening() {
        try (SqliteJournal journal = open()) {
            journal.append(List.of(entry(1, "a"), entry(2, "b")));
            journal.append(List.of(entry(3, "c")));
        }
        try (SqliteJournal journal = open()) {
            assertThat(bodies(journal, 1)).containsExactly("b", "c");
            assertThat(journal.lastPosition()).isEqualTo(3);
        }
    }

    @Test
    void appending_the_same_positions_again_is_safe() {
        try (SqliteJournal journal = open()) {
            journal.append(List.of(entry(1, "a")));
            journal.append(List.of(entry(1, "a"), entry(2, "b")));
            assertThat(bodies(journal, 0)).containsExactly("a", "b");
        }
    }

    @Test
    void positions_are_not_used_again_after_truncating_everything() {
        try (SqliteJournal journal = open()) {
            journal.append(List.of(entry(1, "a"), entry(2, "b"), entry(3, "c")));
            assertThat(journal.truncate(3, 2)).isEqualTo(2);
            assertThat(journal.truncate(3, 2)).isEqualTo(1);
            assertThat(journal.truncate(3, 2)).isZero();
        }
        try (SqliteJournal journal = open()) {
            assertThat(journal.lastPosition()).isEqualTo(3);
        }
    }

    @Test
    void a_flipped_bit_is_detected_and_never_served() {
        try (SqliteJournal journal = open()) {
            journal.append(List.of(entry(1, "abc")));
        }
        try (Database database = Database.open(file(), List.of(""))) {
            database.write(tx -> tx.update("UPDATE log SET body = ?", (Object) "abd".getBytes(UTF_8)));
        }
        try (SqliteJournal journal = open()) {
            assertThatThrownBy(() -> bodies(journal, 0))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("journal entry 1 is damaged");
        }
    }

    private SqliteJournal open() {
        return SqliteJournal.open(file());
    }

    private Path file() {
        return directory.resolve("engine.db");
    }

    private static Entry entry(long position, String body) {
        return new Entry(position, 7, body.getBytes(UTF_8));
    }

    private static List<String> bodies(Journal journal, long after) {
        List<String> bodies = new ArrayList<>();
        journal.replay(after, entry -> bodies.add(new String(entry.body(), UTF_8)));
        return bodies;
    }
}
