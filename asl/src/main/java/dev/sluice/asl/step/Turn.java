package dev.sluice.asl.step;

import java.util.List;

/// The outcome of one signal.
///
/// @param events facts, already applied to the execution, to be made durable in this order
/// @param commands to be carried out once they are
public record Turn(List<Event> events, List<Command> commands) {
    static final Turn NOTHING = new Turn(List.of(), List.of());

    /// Whether the signal changed nothing: it was late, repeated or meant for somebody else.
    public boolean ignored() {
        return events.isEmpty() && commands.isEmpty();
    }
}
