package dev.sluice.objects;

import dev.sluice.core.Ids;
import dev.sluice.journal.Database;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes on their way to and from disk.
record Holdings(Disk disk, Vault vault, Ids ids) {
    /// Takes a payload to its end, encrypted and synced. @throws dev.sluice.core.Refused as [Intake#take]
    Received take(Payload payload) throws IOException {
        return Intake.take(disk, ids, vault.seal(payload));
    }

    /// Opens a version's bytes; see [Objects#open].
    Body open(Database database, ObjectVersion version, Range range, @Nullable Sealing sealing) {
        disk.lease(version.content());
        List<Piece> pieces = database.read(tx -> Rows.pieces(tx, version.content()));
        if (pieces.isEmpty()) {
            disk.release(version.content());
            throw Errors.noSuchKey(version.key());
        }
        Sealing key = vault.opening(version.attributes(), sealing);
        return new Body(disk, version.content(), pieces, key, range);
    }

    /// Lets go of what a committed change pushed out.
    void discard(List<Rows.Doomed> doomed) {
        doomed.forEach(each -> disk.discard(each.content(), each.files()));
    }

    /// Lets go of what was taken in for a change that was refused.
    void discard(String content, Piece piece) {
        if (piece.file() != null) disk.discard(content, List.of(piece.file()));
    }
}
