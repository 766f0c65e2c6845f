package dev.sluice.objects;

import dev.sluice.core.Json;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and writes the tables of versions and pieces inside a transaction.
final class Rows {
    /// The columns [#version] reads, in its order.
    static final String VERSION_COLUMNS =
            "bucket, key, seq, version_id, latest, marker, content, size, etag, modified," + " owner, class, body";

    private static final String SELECT = "SELECT " + VERSION_COLUMNS + " FROM version WHERE bucket = ? AND key = ?";

    /// Pieces of a content that no version names any more, with the files to delete once that is committed.
    record Doomed(String content, List<String> files) {}

    private Rows() {}

    static ObjectVersion version(Row row) {
        return new ObjectVersion(
                row.text(1),
                row.text(2),
                row.number(3),
                row.text(4),
                row.flag(5),
                row.flag(6),
                row.text(7),
                row.number(8),
                row.text(9),
                Instant.ofEpochMilli(row.number(10)),
                row.text(11),
                row.text(12),
                Attributes.fromJson(row.text(13)));
    }

    /// The newest version of a key, a delete marker too.
    static Optional<ObjectVersion> newest(Tx tx, String bucket, String key) {
        return tx.first(SELECT + " ORDER BY seq DESC LIMIT 1", Rows::version, bucket, key);
    }

    /// What a plain GET would answer: the newest version unless it is a delete marker.
    static Optional<ObjectVersion> current(Tx tx, String bucket, String key) {
        return newest(tx, bucket, key).filter(version -> !version.marker());
    }

    static Optional<ObjectVersion> byId(Tx tx, String bucket, String key, String versionId) {
        return tx.first(SELECT + " AND version_id = ?", Rows::version, bucket, key, versionId);
    }

    static long nextSeq(Tx tx) {
        tx.update("UPDATE counter SET value = value + 1 WHERE name = 'seq'");
        return tx.first("SELECT value FROM counter WHERE name = 'seq'", row -> row.number(1))
                .orElseThrow();
    }

    /// Adds a version as the newest of its key.
    static void insert(Tx tx, ObjectVersion version) {
        tx.update(
                "UPDATE version SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1",
                version.bucket(),
                version.key());
        tx.update(
                "INSERT INTO version (" + VERSION_COLUMNS + ") VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
                version.bucket(),
                version.key(),
                version.seq(),
                version.versionId(),
                version.marker(),
                version.content(),
                version.size(),
                version.etag(),
                version.modified().toEpochMilli(),
                version.owner(),
                version.storageClass(),
                version.attributes().toJson());
    }

    static void replaceAttributes(Tx tx, ObjectVersion version, Attributes attributes) {
        tx.update(
                "UPDATE version SET body = ? WHERE bucket = ? AND key = ? AND seq = ?",
                attributes.toJson(),
                version.bucket(),
                version.key(),
                version.seq());
    }

    /// Takes a version away; the next newest takes its place if it was the newest.
    static List<Doomed> remove(Tx tx, ObjectVersion version) {
        tx.update(
                "DELETE FROM version WHERE bucket = ? AND key = ? AND seq = ?",
                version.bucket(),
                version.key(),
                version.seq());
        if (version.latest()) {
            newest(tx, version.bucket(), version.key())
                    .ifPresent(next -> tx.update(
                            "UPDATE version SET latest = 1 WHERE bucket = ? AND key = ? AND seq = ?",
                            next.bucket(),
                            next.key(),
                            next.seq()));
        }
        boolean shared = version.content().isEmpty()
                || tx.first("SELECT 1 FROM version WHERE content = ? LIMIT 1", row -> 1, version.content())
                        .isPresent();
        return shared ? List.of() : List.of(dropContent(tx, version.content()));
    }

    /// Takes the version `null` of a key away, if there is one.
    static List<Doomed> removeNull(Tx tx, String bucket, String key) {
        return byId(tx, bucket, key, ObjectVersion.NULL_ID)
                .map(version -> remove(tx, version))
                .orElse(List.of());
    }

    static void insertPiece(Tx tx, String content, Piece piece) {
        tx.update(
                "INSERT INTO piece (content, no, file, inline, size, sums, iv, checksums) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                content,
                piece.no(),
                piece.file(),
                piece.inline(),
                piece.size(),
                piece.sums(),
                piece.iv(),
                piece.checksums().toJson());
    }

    static List<Piece> pieces(Tx tx, String content) {
        return tx.rows(
                "SELECT no, file, inline, size, sums, iv, checksums FROM piece WHERE content = ? ORDER BY no",
                row -> new Piece(
                        (int) row.number(1),
                        row.textOrNull(2),
                        row.bytesOrNull(3),
                        row.number(4),
                        row.bytes(5),
                        row.bytesOrNull(6),
                        Checksums.fromJson(Json.parse(row.text(7)))),
                content);
    }

    static Doomed dropContent(Tx tx, String content) {
        List<String> files = new ArrayList<>(
                tx.rows("SELECT file FROM piece WHERE content = ? AND file IS NOT NULL", row -> row.text(1), content));
        tx.update("DELETE FROM piece WHERE content = ?", content);
        return new Doomed(content, files);
    }
}
