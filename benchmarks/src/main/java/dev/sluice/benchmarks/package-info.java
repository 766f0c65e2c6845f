/// JMH: what a state costs in process, with and without the journal. `docs/performance.md` says how to run it.
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
