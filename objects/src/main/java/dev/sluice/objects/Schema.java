package dev.sluice.objects;

import dev.sluice.journal.Outbox;
import java.util.List;

/// The tables of the store; only ever append.
final class Schema {
    /// Bodies live apart from versions, so that a listing reads keys and never drags contents through memory.
    private static final String FIRST = """
            CREATE TABLE bucket (
              name TEXT PRIMARY KEY, owner TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
              created INTEGER NOT NULL, versioning TEXT NOT NULL, locking INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE setting (
              bucket TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
              PRIMARY KEY (bucket, kind)) WITHOUT ROWID;
            CREATE TABLE version (
              bucket TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL, version_id TEXT NOT NULL,
              latest INTEGER NOT NULL, marker INTEGER NOT NULL, content TEXT NOT NULL, size INTEGER NOT NULL,
              etag TEXT NOT NULL, modified INTEGER NOT NULL, owner TEXT NOT NULL, class TEXT NOT NULL,
              body TEXT NOT NULL, PRIMARY KEY (bucket, key, seq DESC)) WITHOUT ROWID;
            CREATE UNIQUE INDEX version_by_id ON version (bucket, key, version_id);
            CREATE INDEX version_current ON version (bucket, key) WHERE latest = 1 AND marker = 0;
            CREATE INDEX version_by_content ON version (content) WHERE content <> '';
            CREATE TABLE piece (
              content TEXT NOT NULL, no INTEGER NOT NULL, file TEXT, inline BLOB, size INTEGER NOT NULL,
              sums BLOB NOT NULL, iv BLOB, checksums TEXT NOT NULL, PRIMARY KEY (content, no)) WITHOUT ROWID;
            CREATE UNIQUE INDEX piece_by_file ON piece (file) WHERE file IS NOT NULL;
            CREATE TABLE upload (
              id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, initiated INTEGER NOT NULL,
              owner TEXT NOT NULL, class TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX upload_by_key ON upload (bucket, key, initiated, id);
            CREATE TABLE part (
              upload TEXT NOT NULL, no INTEGER NOT NULL, content TEXT NOT NULL, size INTEGER NOT NULL,
              etag TEXT NOT NULL, modified INTEGER NOT NULL, checksums TEXT NOT NULL,
              PRIMARY KEY (upload, no)) WITHOUT ROWID;
            CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO counter VALUES ('seq', 0);
            """;

    /// In the order they run.
    static final List<String> MIGRATIONS = List.of(FIRST, Outbox.SCHEMA);

    private Schema() {}
}
