package dev.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final List<String> SCHEMA = List.of("CREATE TABLE note (text TEXT PRIMARY KEY)", Outbox.SCHEMA);

    @TempDir
    Path directory;

    @Test
    void what_was_written_is_there_after_reopening() {
        try (Database database = open()) {
            note(database, "kept");
        }
        try (Database database = open()) {
            assertThat(notes(database)).containsExactly("kept");
        }
    }

    @Test
    void a_write_that_throws_takes_back_its_own_changes_only() throws Exception {
        try (Database database = open();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                String text = "n" + i;
                callers.submit(() -> note(database, text));
                callers.submit(() -> database.write(tx -> {
                    tx.update("INSERT INTO note VALUES (?)", "lost-" + text);
                    throw new IllegalStateException("no");
                }));
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(notes(database)).hasSize(50).noneMatch(text -> text.startsWith("lost"));
        }
    }

    @Test
    void a_broken_rule_of_the_schema_reaches_the_caller_and_nobody_else() {
        try (Database database = open()) {
            note(database, "once");
            assertThatThrownBy(() -> note(database, "once")).isInstanceOf(StorageException.class);
            note(database, "twice");
            assertThat(notes(database)).containsExactly("once", "twice");
        }
    }

    @Test
    void writing_to_a_closed_store_is_refused() {
        Database database = open();
        database.close();
        assertThatThrownBy(() -> note(database, "late")).isInstanceOf(StorageException.class);
    }

    @Test
    void a_file_from_a_newer_version_is_refused() {
        open().close();
        assertThatThrownBy(() -> Database.open(directory.resolve("notes.db"), SCHEMA.subList(0, 1)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void events_arrive_in_order_and_come_again_until_they_are_taken() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        AtomicInteger refusals = new AtomicInteger(2);
        try (Database database = open();
                Outbox outbox = new Outbox(database)) {
            database.write(tx -> {
                outbox.add(tx, "a".getBytes(StandardCharsets.UTF_8));
                outbox.add(tx, "b".getBytes(StandardCharsets.UTF_8));
                return null;
            });
            outbox.deliver(event -> {
                if (refusals.getAndDecrement() > 0) throw new IllegalStateException("not now");
                seen.add(new String(event.body(), StandardCharsets.UTF_8));
            });
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("b");
        }
    }

    @Test
    void events_not_taken_before_a_stop_are_delivered_after_the_next_start() throws Exception {
        try (Database database = open()) {
            Outbox outbox = new Outbox(database);
            database.write(tx -> {
                outbox.add(tx, "left".getBytes(StandardCharsets.UTF_8));
                return null;
            });
        }
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        try (Database database = open();
                Outbox outbox = new Outbox(database)) {
            outbox.deliver(event -> seen.add(event.id()));
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    private Database open() {
        return Database.open(directory.resolve("notes.db"), SCHEMA);
    }

    private static void note(Database database, String text) {
        database.write(tx -> tx.update("INSERT INTO note VALUES (?)", text));
    }

    private static List<String> notes(Database database) {
        return database.read(tx -> tx.rows("SELECT text FROM note ORDER BY text", row -> row.text(1)));
    }
}
