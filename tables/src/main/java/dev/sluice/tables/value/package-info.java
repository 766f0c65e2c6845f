/// Attribute values: what they are, how they are written, ordered and measured.
@NullMarked
package dev.sluice.tables.value;

import org.jspecify.annotations.NullMarked;
