package dev.sluice.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// One SQLite file whose writers share disk syncs.
///
/// [#write] returns when the change is on disk: all writes that arrive while a sync is under way are committed together
/// by the next one, so commits per second stay near the disk's while writes per second rise with load. Each write is
/// all or nothing by itself: one that throws takes only its own changes back. Reads see the last commit and never wait
/// for writers. Safe for use by many threads.
public final class Database implements AutoCloseable {
    /// Writes waiting for their turn; past it, callers of [#write] wait.
    public static final int QUEUED_WRITES_MAX = 10_000;

    /// Writes sharing one commit.
    public static final int COMMIT_WRITES_MAX = 1_000;

    /// Connections open for reading at the same time; past it, readers wait.
    public static final int READERS_MAX = 8;

    private final Path file;
    private final BlockingQueue<Write<?>> queue = new ArrayBlockingQueue<>(QUEUED_WRITES_MAX);
    private final BlockingQueue<Tx> readers = new ArrayBlockingQueue<>(READERS_MAX);
    private final List<Runnable> commitListeners = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Tx writer;
    private final Thread thread;
    private volatile boolean closed;

    private Database(Path file, Tx writer) {
        this.file = file;
        this.writer = writer;
        // A platform thread: it spends its time in native code, where a virtual thread would hold its carrier.
        this.thread = Thread.ofPlatform()
                .name("writer-" + file.getFileName())
                .daemon()
                .unstarted(this::commitForever);
    }

    /// Opens or creates the file and brings its schema up to date.
    ///
    /// @param migrations statements in order, each run once in the file's life; only ever append to the list
    /// @throws StorageException if the file can't be opened or is from a newer version
    public static Database open(Path file, List<String> migrations) {
        Tx writer = connect(file, false);
        migrate(file, writer, migrations);
        Database database = new Database(file, writer);
        for (int i = 0; i < READERS_MAX; i++) database.readers.add(connect(file, true));
        database.thread.start();
        return database;
    }

    /// Runs a change and returns its result once it is on disk.
    ///
    /// Whatever the work throws comes out here, after its changes were taken back. The work must not block
    /// on anything but the database, nor call [#write] itself.
    ///
    /// @throws StorageException if the disk failed or the store is closed: the change was not kept
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        Write<T> write = new Write<>(work);
        try {
            if (closed) throw new StorageException(file + " is closed", null);
            queue.put(write);
            return write.await(thread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for " + file, null);
        }
    }

    /// Runs a query on the last committed state.
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        Tx reader;
        try {
            reader = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for " + file, null);
        }
        try {
            reader.execute("BEGIN");
            try {
                return work.apply(reader);
            } finally {
                reader.execute("COMMIT");
            }
        } finally {
            readers.add(reader);
        }
    }

    /// Has something called after each commit, on the writer's thread; it must return at once.
    public void onCommit(Runnable listener) {
        commitListeners.add(listener);
    }

    /// Finishes the writes already accepted, then closes the file.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            for (int i = 0; i < READERS_MAX; i++) readers.take().close();
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitForever() {
        List<Write<?>> batch = new ArrayList<>(COMMIT_WRITES_MAX);
        while (!closed || !queue.isEmpty()) {
            try {
                Write<?> first = queue.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                batch.add(first);
                queue.drainTo(batch, COMMIT_WRITES_MAX - 1);
                commit(batch);
            } catch (InterruptedException e) {
                closed = true;
            } finally {
                batch.clear();
            }
        }
    }

    private void commit(List<Write<?>> batch) {
        try {
            writer.execute("BEGIN IMMEDIATE");
            batch.forEach(write -> write.run(writer));
            writer.execute("COMMIT");
        } catch (StorageException e) {
            rollBack();
            batch.forEach(write -> write.fail(e));
            return;
        }
        batch.forEach(Write::release);
        commitListeners.forEach(Runnable::run);
    }

    private void rollBack() {
        try {
            writer.execute("ROLLBACK");
        } catch (StorageException alreadyRolledBack) {
            // SQLite rolls back by itself on a full disk and says so; the writes of the batch fail either way.
        }
    }

    static void migrate(Path file, Tx writer, List<String> migrations) {
        long done = writer.first("PRAGMA user_version", row -> row.number(1)).orElse(0L);
        if (done > migrations.size()) throw new StorageException(file + " was written by a newer version", null);
        for (int i = (int) done; i < migrations.size(); i++) {
            writer.execute("BEGIN IMMEDIATE");
            for (String statement : migrations.get(i).split(";\\s*\n")) {
                if (!statement.isBlank()) writer.execute(statement);
            }
            writer.execute("PRAGMA user_version = " + (i + 1));
            writer.execute("COMMIT");
        }
    }

    static Tx connect(Path file, boolean reader) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.FOREIGN_KEYS, "on");
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            Tx tx = new Tx(connection);
            if (reader) tx.execute("PRAGMA query_only = 1");
            return tx;
        } catch (SQLException e) {
            throw new StorageException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /// One caller's change on its way to disk.
    private static final class Write<T extends @Nullable Object> {
        private final Function<Tx, T> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable T result;
        private @Nullable RuntimeException failure;

        Write(Function<Tx, T> work) {
            this.work = work;
        }

        void run(Tx tx) {
            tx.execute("SAVEPOINT one");
            try {
                result = work.apply(tx);
            } catch (RuntimeException e) {
                failure = e;
                tx.execute("ROLLBACK TO one");
            }
            tx.execute("RELEASE one");
        }

        void release() {
            done.countDown();
        }

        void fail(RuntimeException e) {
            if (failure == null) failure = e;
            done.countDown();
        }

        @SuppressWarnings("NullAway") // the result is null only where the caller's own type allows it
        T await(Thread committer) throws InterruptedException {
            while (!done.await(1, TimeUnit.SECONDS)) {
                if (!committer.isAlive()) throw new StorageException("the store was closed", null);
            }
            if (failure != null) throw failure;
            return result;
        }
    }
}
