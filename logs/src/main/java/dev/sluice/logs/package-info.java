/// Keeps log lines in streams in groups. Start reading at [dev.sluice.logs.Logs].
@NullMarked
package dev.sluice.logs;

import org.jspecify.annotations.NullMarked;
