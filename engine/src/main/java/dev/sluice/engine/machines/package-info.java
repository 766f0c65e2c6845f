/// State machines as they are kept: immutable revisions, and versions and aliases that point to them.
@NullMarked
package dev.sluice.engine.machines;

import org.jspecify.annotations.NullMarked;
