package dev.sluice.server.builtin;

import dev.sluice.core.Refused;
import dev.sluice.images.Limits;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Body;
import dev.sluice.objects.Condition;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Origin;
import dev.sluice.objects.Payload;
import dev.sluice.objects.Range;
import dev.sluice.objects.Sealing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Images in this process's object store: the bytes go straight there, past HTTP and signatures.
///
/// @param self whom the writes come from; each write carries the lineage of its own call instead of this one's
/// @param limits how long a file is read into memory at all
public record StoredImages(ObjectStore store, Origin self, Limits limits) implements ImageObjects {
    @Override
    public byte[] read(String bucket, String key) {
        ObjectVersion version = store.objects()
                .find(bucket, key, null)
                .filter(found -> !found.marker())
                .orElseThrow(() -> new Refused("NoSuchKey", "The specified key does not exist.", Map.of("Key", key)));
        if (version.size() > limits.inputBytesMax()) {
            throw new Refused(
                    "EntityTooLarge",
                    version.size() + " bytes are more than the " + limits.inputBytesMax() + " an image may have");
        }
        try (Body body = store.objects().open(version, Range.whole(version.size()), sealing(version))) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Sealing sealing(ObjectVersion version) {
        return switch (version.attributes().encryption()) {
            case Attributes.AES256 -> store.ownSealing();
            case Attributes.CUSTOMER ->
                throw new Refused(
                        "InvalidRequest",
                        "The object was stored using a form of Server Side Encryption. The correct parameters must be"
                                + " provided to retrieve the object.");
            default -> null;
        };
    }

    @Override
    public void write(NewImage image) {
        Attributes attributes = Attributes.NONE.withMetadata(Map.of("content-type", image.contentType()), Map.of());
        NewObject object = new NewObject(image.bucket(), image.key(), "STANDARD", attributes, Condition.NONE, "Put");
        Origin origin = new Origin(
                self.owner(), self.account(), self.principal(), self.requestId(), self.sourceIp(), image.lineage());
        try {
            ObjectVersion _ = store.objects().put(object, Payload.of(new ByteArrayInputStream(image.bytes())), origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
