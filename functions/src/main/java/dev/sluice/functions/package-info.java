@NullMarked
package dev.sluice.functions;

import org.jspecify.annotations.NullMarked;
