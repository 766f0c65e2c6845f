package dev.sluice.objects;

import dev.sluice.core.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/// A store in a directory with a clock that only moves when told to.
final class StoreFixture implements AutoCloseable {
    static final Origin ALICE = new Origin("a".repeat(64), "000000000000", "alice", "REQ1", "127.0.0.1", "");
    static final Origin BOB = new Origin("b".repeat(64), "111111111111", "bob", "REQ2", "127.0.0.1", "");

    final ObjectStore store;
    private final Instant[] now = {Instant.parse("2026-03-01T10:00:00Z")};

    StoreFixture(Path directory) {
        store = ObjectStore.open(directory, () -> now[0], Ids.random());
    }

    void pass(Duration time) {
        now[0] = now[0].plus(time);
    }

    StoreFixture bucket(String name) {
        store.buckets().create(name, "us-east-1", ALICE, false);
        return this;
    }

    StoreFixture versioned(String name) {
        bucket(name);
        store.buckets().versioning(name, Versioning.ENABLED);
        return this;
    }

    ObjectVersion put(String bucket, String key, byte[] bytes) {
        return put(newObject(bucket, key), Payload.of(new ByteArrayInputStream(bytes)));
    }

    ObjectVersion put(String bucket, String key, String text) {
        return put(bucket, key, text.getBytes(StandardCharsets.UTF_8));
    }

    ObjectVersion put(NewObject object, Payload payload) {
        try {
            return store.objects().put(object, payload, ALICE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(ObjectVersion version) {
        return read(version, Range.whole(version.size()));
    }

    byte[] read(ObjectVersion version, Range range) {
        try (Body body = store.objects().open(version, range, null)) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectVersion current(String bucket, String key) {
        return store.objects().find(bucket, key, null).orElseThrow();
    }

    Deletion.Done delete(String bucket, String key) {
        return store.objects().delete(new Deletion(bucket, key, null, null, false), ALICE);
    }

    static NewObject newObject(String bucket, String key) {
        return new NewObject(bucket, key, "STANDARD", Attributes.NONE, Condition.NONE, "Put");
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static byte[] slice(byte[] bytes, Range range) {
        return Arrays.copyOfRange(bytes, (int) range.first(), (int) (range.first() + range.length()));
    }

    @Override
    public void close() {
        store.close();
    }
}
