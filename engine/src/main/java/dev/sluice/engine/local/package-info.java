/// One engine in one process: the public facade over partitions, archive, machines and tasks.
@NullMarked
package dev.sluice.engine.local;

import org.jspecify.annotations.NullMarked;
