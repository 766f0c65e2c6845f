package dev.sluice.engine.machines;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.engine.Machine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A state machine as it stood at one time, ready to run. Never changes; executions refer to it by its number.
///
/// @param number unique in the data directory
/// @param arn the machine's, without version or alias
/// @param revisionId null for a machine's first revision
/// @param made when this revision was made
public record Revision(
        long number,
        String arn,
        String name,
        Machine.Type type,
        Machine.Settings settings,
        @Nullable String revisionId,
        Instant created,
        Instant made,
        StateMachine model) {
    /// Whether its executions are Express ones.
    public boolean express() {
        return type == Machine.Type.EXPRESS;
    }
}
