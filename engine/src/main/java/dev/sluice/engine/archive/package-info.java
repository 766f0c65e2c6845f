/// Projections: what lists, histories and descriptions of ended executions are served from, and what open executions
/// are restored from. Written behind the journal, with the journal's position in the same transaction.
@NullMarked
package dev.sluice.engine.archive;

import org.jspecify.annotations.NullMarked;
