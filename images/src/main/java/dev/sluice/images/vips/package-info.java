/// The binding of libvips: the only package of the project with native calls. It knows libvips, not what images are
// for.
@NullMarked
package dev.sluice.images.vips;

import org.jspecify.annotations.NullMarked;
