package dev.sluice.objects;

import static dev.sluice.objects.StoreFixture.ALICE;
import static dev.sluice.objects.StoreFixture.bytes;
import static dev.sluice.objects.StoreFixture.newObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final int PART = (int) Upload.PART_BYTES_MIN;

    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).bucket("photos");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void parts_become_one_object_whose_crc_is_that_of_all_bytes() throws IOException {
        byte[] all = bytes(PART + 1234);
        Upload upload = begin(ChecksumAlgorithm.CRC32, false);
        Upload.Part first = part(upload, 3, Arrays.copyOf(all, PART));
        Upload.Part last = part(upload, 7, Arrays.copyOfRange(all, PART, all.length));
        ObjectVersion version = complete(upload, first, last);
        CRC32 crc = new CRC32();
        crc.update(all);
        assertThat(fixture.read(version)).isEqualTo(all);
        assertThat(fixture.read(version, new Range(PART - 2, 4)))
                .isEqualTo(Arrays.copyOfRange(all, PART - 2, PART + 2));
        assertThat(version.etag()).endsWith("-2");
        assertThat(version.attributes().checksums().values().get(ChecksumAlgorithm.CRC32))
                .isEqualTo(Checksums.text(crc.getValue(), 4));
        assertThat(fixture.store.objects().parts(version))
                .extracting(Objects.StoredPart::no)
                .containsExactly(3, 7);
    }

    @Test
    void a_composite_checksum_is_one_of_the_parts_checksums() throws IOException {
        Upload upload = begin(ChecksumAlgorithm.SHA256, true);
        ObjectVersion version = complete(upload, part(upload, 1, bytes(10)));
        assertThat(version.attributes().checksums().values().get(ChecksumAlgorithm.SHA256))
                .endsWith("=-1");
    }

    @Test
    void completing_twice_answers_the_same_object() throws IOException {
        Upload upload = begin(null, false);
        Upload.Part part = part(upload, 1, bytes(10));
        assertThat(complete(upload, part).seq())
                .isEqualTo(complete(upload, part).seq());
    }

    @Test
    void wrong_lists_of_parts_are_refused_and_the_upload_stays() throws IOException {
        Upload upload = begin(null, false);
        Upload.Part small = part(upload, 1, bytes(10));
        Upload.Part other = part(upload, 2, bytes(11));
        Upload.Part wrong = new Upload.Part(1, 10, "0".repeat(32), small.modified(), Checksums.NONE);
        assertRefused("EntityTooSmall", upload, small, other);
        assertRefused("InvalidPartOrder", upload, other, small);
        assertRefused("InvalidPart", upload, wrong);
        assertThat(complete(upload, small).size()).isEqualTo(10);
    }

    @Test
    void aborting_forgets_the_parts() throws IOException {
        Upload upload = begin(null, false);
        Upload.Part part = part(upload, 1, bytes(100_000));
        fixture.store.uploads().abort("photos", "x", upload.id());
        assertRefused("NoSuchUpload", upload, part);
        fixture.store.buckets().delete("photos");
    }

    @Test
    void deleting_a_bucket_ends_its_uploads() throws IOException {
        Upload upload = begin(null, false);
        part(upload, 1, bytes(100_000));
        fixture.store.buckets().delete("photos");
        fixture.bucket("photos");
        assertThat(fixture.store
                        .uploads()
                        .list("photos", new Listing.Query("", "", "", null, 10))
                        .items())
                .isEmpty();
    }

    @Test
    void uploads_are_listed_by_key_and_page_on() {
        List<String> begun = new ArrayList<>();
        for (String key : List.of("a", "b", "b", "c")) {
            begun.add(key
                    + fixture.store
                            .uploads()
                            .begin(newObject("photos", key), null, false, ALICE)
                            .initiated());
        }
        Listing<Upload> page = fixture.store.uploads().list("photos", new Listing.Query("", "", "", null, 2));
        Listing.Next next = java.util.Objects.requireNonNull(page.next());
        Listing<Upload> rest =
                fixture.store.uploads().list("photos", new Listing.Query("", "", next.key(), next.id(), 10));
        assertThat(rest.items()).extracting(Upload::key).containsExactly("b", "c");
        assertThat(begun).hasSize(4);
    }

    private Upload begin(ChecksumAlgorithm algorithm, boolean composite) {
        return fixture.store.uploads().begin(newObject("photos", "x"), algorithm, composite, ALICE);
    }

    private Upload.Part part(Upload upload, int no, byte[] bytes) throws IOException {
        ChecksumAlgorithm algorithm = upload.algorithm() == null ? ChecksumAlgorithm.CRC64NVME : upload.algorithm();
        return fixture.store
                .uploads()
                .putPart(
                        upload,
                        no,
                        new Payload(
                                new ByteArrayInputStream(bytes),
                                null,
                                java.util.Set.of(algorithm),
                                java.util.Map::of,
                                null,
                                Payload.REQUEST_BYTES_MAX));
    }

    private ObjectVersion complete(Upload upload, Upload.Part... parts) {
        List<Upload.Named> named = Arrays.stream(parts)
                .map(part -> new Upload.Named(part.no(), part.etag(), Checksums.NONE))
                .toList();
        return fixture.store
                .uploads()
                .complete(
                        "photos",
                        "x",
                        upload.id(),
                        new Upload.Completion(named, Condition.NONE, Checksums.NONE, null),
                        ALICE);
    }

    private void assertRefused(String code, Upload upload, Upload.Part... parts) {
        assertThatThrownBy(() -> complete(upload, parts))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
