/// Plays recorded conversations with AWS against a running Sluice and compares the answers. Start reading at
/// [dev.sluice.conformance.Main]; the recordings' own README says what "equal" means, and nothing here loosens it.
@NullMarked
package dev.sluice.conformance;

import org.jspecify.annotations.NullMarked;
