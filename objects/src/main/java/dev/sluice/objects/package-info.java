@NullMarked
package dev.sluice.objects;

import org.jspecify.annotations.NullMarked;
