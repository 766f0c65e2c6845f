@NullMarked
package dev.sluice.images;

import org.jspecify.annotations.NullMarked;
