package dev.sluice.objects;

import static dev.sluice.objects.StoreFixture.ALICE;
import static dev.sluice.objects.StoreFixture.bytes;
import static dev.sluice.objects.StoreFixture.newObject;
import static dev.sluice.objects.StoreFixture.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    private static final int LARGE = 2 * Piece.BLOCK_BYTES + 777;

    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void reopen() {
        fixture.close();
        fixture = new StoreFixture(directory);
    }

    @Test
    void what_was_put_is_read_back_after_a_restart_small_and_large() {
        fixture.bucket("photos");
        fixture.put("photos", "small", "hello");
        fixture.put("photos", "large", bytes(LARGE));
        reopen();
        assertThat(fixture.read(fixture.current("photos", "small"))).asString().isEqualTo("hello");
        assertThat(fixture.read(fixture.current("photos", "large"))).isEqualTo(bytes(LARGE));
        assertThat(fixture.current("photos", "small").etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void any_range_of_a_large_object_is_read_across_blocks() {
        fixture.bucket("photos");
        ObjectVersion version = fixture.put("photos", "large", bytes(LARGE));
        for (Range range : List.of(
                new Range(0, 1),
                new Range(Piece.BLOCK_BYTES - 1, 2),
                new Range(LARGE - 1, 1),
                new Range(5, LARGE - 5),
                new Range(0, 0))) {
            assertThat(fixture.read(version, range)).isEqualTo(slice(bytes(LARGE), range));
        }
    }

    @Test
    void a_changed_byte_on_disk_is_found_and_not_handed_out() throws IOException {
        fixture.bucket("photos");
        ObjectVersion version = fixture.put("photos", "large", bytes(LARGE));
        Path file = onlyFile();
        byte[] damaged = Files.readAllBytes(file);
        damaged[Piece.BLOCK_BYTES + 3] ^= 1;
        Files.write(file, damaged);
        assertThat(fixture.read(version, new Range(0, 100))).hasSize(100);
        assertThatThrownBy(() -> fixture.read(version)).isInstanceOf(DamagedContent.class);
    }

    @Test
    void a_file_whose_row_was_never_committed_is_gone_after_recovery() throws IOException {
        fixture.bucket("photos");
        fixture.put("photos", "large", bytes(LARGE));
        Path kept = onlyFile();
        Files.write(kept.resolveSibling("00000000-stray"), new byte[9], StandardOpenOption.CREATE_NEW);
        Files.write(directory.resolve("incoming/half"), new byte[9], StandardOpenOption.CREATE_NEW);
        reopen();
        assertThat(fixture.store.strays()).isEqualTo(2);
        assertThat(onlyFile()).isEqualTo(kept);
        assertThat(fixture.read(fixture.current("photos", "large"))).isEqualTo(bytes(LARGE));
    }

    @Test
    void a_payload_that_breaks_off_leaves_nothing_behind() throws IOException {
        fixture.bucket("photos");
        InputStream broken = new java.io.SequenceInputStream(new ByteArrayInputStream(bytes(LARGE)), new InputStream() {
            @Override
            public int read() {
                throw new Refused("IncompleteBody", "cut");
            }
        });
        assertThatThrownBy(() -> fixture.put(newObject("photos", "x"), Payload.of(broken)))
                .hasMessage("cut");
        assertThat(files()).isEmpty();
        assertThat(fixture.store.objects().find("photos", "x", null)).isEmpty();
    }

    @Test
    void a_wrong_digest_is_refused_and_leaves_nothing_behind() throws IOException {
        fixture.bucket("photos");
        Payload payload = new Payload(
                new ByteArrayInputStream(bytes(LARGE)),
                "1B2M2Y8AsgTpgAmY7PhCfg==",
                Set.of(),
                Map::of,
                null,
                Payload.REQUEST_BYTES_MAX);
        assertThatThrownBy(() -> fixture.put(newObject("photos", "x"), payload))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("BadDigest"));
        assertThat(files()).isEmpty();
    }

    @Test
    void overwriting_frees_the_old_bytes_but_a_reader_keeps_them_to_the_end() throws IOException {
        fixture.bucket("photos");
        ObjectVersion old = fixture.put("photos", "x", bytes(LARGE));
        try (Body body = fixture.store.objects().open(old, Range.whole(old.size()), null)) {
            fixture.put("photos", "x", "new");
            assertThat(body.readAllBytes()).isEqualTo(bytes(LARGE));
        }
        assertThat(files()).isEmpty();
        assertThat(fixture.read(fixture.current("photos", "x"))).asString().isEqualTo("new");
    }

    @Test
    void a_copy_shares_the_bytes_until_the_last_of_both_is_deleted() throws IOException {
        fixture.bucket("photos");
        ObjectVersion source = fixture.put("photos", "x", bytes(LARGE));
        fixture.store.objects().copy(newObject("photos", "y"), source, new Recast(null, null, null), ALICE);
        fixture.delete("photos", "x");
        assertThat(fixture.read(fixture.current("photos", "y"))).isEqualTo(bytes(LARGE));
        fixture.delete("photos", "y");
        assertThat(files()).isEmpty();
    }

    @Test
    void encrypted_bytes_are_unreadable_on_disk_and_come_back_from_any_position() throws IOException {
        fixture.bucket("photos");
        Sealing sealing = new Sealing(bytes(32));
        Payload payload =
                new Payload(new ByteArrayInputStream(new byte[LARGE]), null, Set.of(), Map::of, sealing, LARGE);
        Attributes customers = Attributes.NONE.withEncryption(Attributes.CUSTOMER, "md5");
        ObjectVersion version =
                fixture.put(new NewObject("photos", "x", "STANDARD", customers, Condition.NONE, "Put"), payload);
        assertThat(Files.readAllBytes(onlyFile())).isNotEqualTo(new byte[LARGE]);
        try (Body body = fixture.store.objects().open(version, new Range(Piece.BLOCK_BYTES - 7, 20), sealing)) {
            assertThat(body.readAllBytes()).isEqualTo(new byte[20]);
        }
    }

    @Test
    void what_no_client_brings_a_key_for_is_encrypted_with_the_stores_own() throws IOException {
        fixture.bucket("photos");
        ObjectVersion version = fixture.put("photos", "x", new byte[LARGE]);
        assertThat(Files.readAllBytes(onlyFile())).isNotEqualTo(new byte[LARGE]);
        assertThat(version.attributes().encryption()).isEqualTo(Attributes.AES256);
        reopen();
        assertThat(fixture.read(fixture.current("photos", "x"))).isEqualTo(new byte[LARGE]);
    }

    @Test
    void a_put_into_a_missing_bucket_or_against_its_condition_is_refused() {
        assertThatThrownBy(() -> fixture.put("nowhere", "x", "y"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("NoSuchBucket"));
        fixture.bucket("photos");
        fixture.put("photos", "x", "first");
        NewObject onlyIfAbsent =
                new NewObject("photos", "x", "STANDARD", Attributes.NONE, new Condition(null, "*"), "Put");
        assertThatThrownBy(() -> fixture.put(onlyIfAbsent, Payload.of(InputStream.nullInputStream())))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("PreconditionFailed"));
    }

    private Path onlyFile() throws IOException {
        assertThat(files()).hasSize(1);
        return files().getFirst();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("objects."))
                    .toList();
        }
    }
}
