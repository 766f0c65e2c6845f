/// Images under limits: what a file claims to be, whether it is whole, and smaller or different versions of it.
///
/// Start reading at [dev.sluice.images.Images].
@NullMarked
package dev.sluice.images;

import org.jspecify.annotations.NullMarked;
