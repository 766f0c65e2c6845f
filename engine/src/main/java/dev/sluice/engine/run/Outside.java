package dev.sluice.engine.run;

import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.TaskCall;
import dev.sluice.engine.machines.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where effects go once the events they follow from are durable.
public interface Outside {
    /// One attempt of a task.
    ///
    /// @param entry the id of the event with which its state was entered
    /// @param attempt counts the tries of that entry, from 0
    /// @param state the state's name
    /// @param started whether it had been started before a restart
    /// @param submitted what the service answered before a restart; null if it hadn't
    record Attempt(
            int partition,
            Header header,
            Revision revision,
            int entry,
            int attempt,
            String state,
            TaskCall call,
            boolean started,
            @Nullable JsonNode submitted) {
        /// The same attempt, going on after a restart.
        Attempt startedBefore(@Nullable JsonNode before) {
            return new Attempt(partition, header, revision, entry, attempt, state, call, true, before);
        }
    }

    /// Run it and tell its execution.
    void schedule(Attempt attempt);

    /// Its result is no longer wanted.
    void cancel(long execution, int entry, int attempt);

    /// It has nothing to do before a time: note that durably, then answer with [Inbound.PutAside].
    void idle(Idle idle);

    /// An execution with nothing to do.
    ///
    /// @param dueMillis milliseconds since 1970; [Long#MAX_VALUE] if only an answer from outside can wake it
    /// @param segments how many it has
    record Idle(int partition, long execution, long dueMillis, int segments) {}

    /// Run the children of a distributed Map. @param resumed whether some may have been started before a restart
    void startMapRun(int partition, Header header, Command.StartMapRun mapRun, boolean resumed);

    /// Abort them.
    void cancelMapRun(long execution, int entry, int attempt);
}
