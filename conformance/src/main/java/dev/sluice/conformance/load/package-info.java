/// Puts a Sluice in a process of its own under load over the wire, beside what the disk and a bare web server can do
/// in the same minutes. Start reading at [dev.sluice.conformance.load.Bench].
@NullMarked
package dev.sluice.conformance.load;

import org.jspecify.annotations.NullMarked;
