@NullMarked
package dev.sluice.asl;

import org.jspecify.annotations.NullMarked;
