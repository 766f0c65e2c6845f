package dev.sluice.server.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.images.Limits;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Origin;
import dev.sluice.server.builtin.ImageObjects.NewImage;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredImagesTest {
    private static final Origin SELF = new Origin("owner", "000000000000", "sluice", "", "", "");

    @TempDir
    Path directory;

    @Test
    void what_was_written_is_read_and_carries_its_media_type() {
        try (ObjectStore store = store()) {
            StoredImages images = new StoredImages(store, SELF, Limits.STANDARD);
            images.write(new NewImage("photos", "resized/a", new byte[] {1, 2, 3}, "image/png", "s3-1:1"));

            assertThat(images.read("photos", "resized/a")).containsExactly(1, 2, 3);
            assertThat(store.objects()
                            .find("photos", "resized/a", null)
                            .orElseThrow()
                            .attributes()
                            .headers())
                    .containsEntry("content-type", "image/png");
        }
    }

    @Test
    void what_is_not_there_or_too_long_is_refused() {
        try (ObjectStore store = store()) {
            StoredImages images = new StoredImages(store, SELF, new Limits(2, 1, 1, 1, 1));
            images.write(new NewImage("photos", "long", new byte[] {1, 2, 3}, "image/png", ""));

            assertThat(refusal(images, "none").code()).isEqualTo("NoSuchKey");
            assertThat(refusal(images, "long").code()).isEqualTo("EntityTooLarge");
        }
    }

    private static Refused refusal(StoredImages images, String key) {
        return catchThrowableOfType(Refused.class, () -> images.read("photos", key));
    }

    private ObjectStore store() {
        ObjectStore store = ObjectStore.open(directory, () -> Instant.EPOCH, Ids.random());
        store.buckets().create("photos", "us-east-1", SELF, false);
        return store;
    }
}
