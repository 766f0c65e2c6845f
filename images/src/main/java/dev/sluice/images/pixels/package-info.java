/// Plain arithmetic on pixels held by the Java heap. It knows no file format and no library.
@NullMarked
package dev.sluice.images.pixels;

import org.jspecify.annotations.NullMarked;
