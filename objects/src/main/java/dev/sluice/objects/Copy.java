package dev.sluice.objects;

import dev.sluice.journal.Database;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// One copy in the making.
///
/// @param object the copy to be
/// @param source as it was looked up just before
record Copy(Objects objects, NewObject object, ObjectVersion source, Recast recast) {
    /// What a content's bytes come to.
    private record Digest(String md5, Checksums checksums) {}

    ObjectVersion make(Database database, Origin origin) throws IOException {
        Checksums known = source.attributes().checksums();
        Set<ChecksumAlgorithm> algorithms = recast.algorithms(known);
        if (recast.from() != null || recast.to() != null) {
            try (Body body = objects.open(source, Range.whole(source.size()), recast.from())) {
                Payload payload = new Payload(body, null, algorithms, Map::of, recast.to(), Long.MAX_VALUE);
                return objects.put(object, payload, origin);
            }
        }
        boolean complete = source.attributes().parts() == 0
                && !known.composite()
                && known.values().keySet().containsAll(algorithms);
        Digest digest = complete ? new Digest(source.etag(), known) : digest(algorithms);
        return share(database, digest, origin);
    }

    private Digest digest(Set<ChecksumAlgorithm> algorithms) throws IOException {
        try (Body body = objects.open(source, Range.whole(source.size()), null)) {
            Intake.Hashes hashes = new Intake.Hashes(algorithms);
            byte[] buffer = new byte[64 * 1024];
            for (int n; (n = body.read(buffer, 0, buffer.length)) >= 0; ) hashes.update(buffer, n);
            return new Digest(hashes.md5(), new Checksums(hashes.values(), false));
        }
    }

    private ObjectVersion share(Database database, Digest digest, Origin origin) {
        return objects.finish(database.write(tx -> {
            boolean still = Rows.byId(tx, source.bucket(), source.key(), source.versionId())
                    .filter(version -> version.content().equals(source.content()))
                    .isPresent();
            if (!still) throw Errors.noSuchKey(source.key());
            // Shared bytes are encrypted as they are.
            Attributes attributes = object.attributes()
                    .withChecksums(digest.checksums(), 0, "")
                    .withEncryption(
                            source.attributes().encryption(),
                            source.attributes().keyMd5());
            return objects.place(
                    tx, new Objects.Draft(object, attributes, source.content(), source.size(), digest.md5()), origin);
        }));
    }
}
