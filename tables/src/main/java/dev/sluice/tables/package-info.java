@NullMarked
package dev.sluice.tables;

import org.jspecify.annotations.NullMarked;
