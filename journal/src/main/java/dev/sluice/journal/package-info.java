/// Durable storage: one SQLite file per stage, many writers sharing each disk sync, events leaving in order.
@NullMarked
package dev.sluice.journal;

import org.jspecify.annotations.NullMarked;
