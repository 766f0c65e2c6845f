package dev.sluice.engine.run;

import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Signal;
import dev.sluice.engine.machines.Revision;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a partition is asked to do.
public sealed interface Inbound {
    /// Start an execution.
    ///
    /// @param header its id is given by the partition
    /// @param evictions how many executions had left the partition's memory when the archive was last asked for the
    ///     name, or [#FRESH_NAME]
    /// @param whenClosed told of the end; null if nobody wants to know
    record Start(
            Header header,
            Revision revision,
            JsonNode input,
            String inputText,
            long evictions,
            @Nullable Consumer<View> whenClosed,
            Reply<Outcome> reply)
            implements Inbound {
        /// The name was made just now and can't have been used before.
        public static final long FRESH_NAME = -1;
    }

    /// What became of a start.
    sealed interface Outcome {
        /// The execution runs, be it new or there before with the same input.
        record Running(View view) implements Outcome {}

        /// There is one of that name which differs or has ended.
        record Taken(View view) implements Outcome {}

        /// Executions have left memory since the archive was asked: ask it again.
        record AskArchiveAgain() implements Outcome {}
    }

    /// Tell an execution something. @param reply whether it was wanted; null if nobody asks
    record Tell(long execution, Signal signal, @Nullable Reply<Boolean> reply) implements Inbound {}

    /// Stop an execution. @param reply when it stopped, milliseconds since 1970; empty if it isn't in memory
    record Stop(String arn, Failure failure, Reply<Optional<View>> reply) implements Inbound {}

    /// Show an execution. @param reply empty if it isn't in memory
    record Look(String arn, Reply<Optional<View>> reply) implements Inbound {}

    /// Tell of an execution's end. @param reply false if it isn't in memory
    record Watch(String arn, Consumer<View> whenClosed, Reply<Boolean> reply) implements Inbound {}

    /// Let go of closed executions that the archive now holds.
    record Evict(List<Long> executions) implements Inbound {}

    /// Take in an execution replayed from the archive and the journal, and carry out what is outstanding.
    record Adopt(Running running) implements Inbound {}

    /// Apply a distributed Map's item selector to items that follow each other. @param reply refused with the
    /// selector's failure
    record Select(long execution, int entry, int firstIndex, List<JsonNode> items, Reply<List<JsonNode>> reply)
            implements Inbound {}

    /// Do nothing but look at the clock.
    record Wake() implements Inbound {}
}
