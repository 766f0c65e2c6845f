/// The object store: buckets, versions, multipart uploads, notifications and lifecycle on SQLite and plain
/// files.
@NullMarked
package dev.sluice.objects;

import org.jspecify.annotations.NullMarked;
