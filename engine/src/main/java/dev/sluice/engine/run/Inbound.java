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

    /// Tell an execution something. @param reply null if nobody asks
    record Tell(long execution, Signal signal, @Nullable Reply<Told> reply) implements Inbound {}

    /// What an execution made of a signal.
    enum Told {
        TAKEN,
        IGNORED,
        /// It has ended and left memory, was put aside, or never was.
        NOT_HERE
    }

    /// Stop an execution. @param reply when it stopped, milliseconds since 1970; empty if it isn't in memory
    record Stop(String arn, Failure failure, Reply<Optional<View>> reply) implements Inbound {}

    /// Show an execution. @param reply empty if it isn't in memory
    record Look(String arn, Reply<Optional<View>> reply) implements Inbound {}

    /// Tell of an execution's end. @param reply false if it isn't in memory
    record Watch(String arn, Consumer<View> whenClosed, Reply<Boolean> reply) implements Inbound {}

    /// The archive holds more of these executions now: ended ones can be let go of, idle ones put aside.
    record Archived(List<Share> shares) implements Inbound {
        /// How many more segments of an execution.
        record Share(long execution, int segments) {}
    }

    /// Let go of an idle execution, now that it is noted when it is due.
    ///
    /// @param segments how many it had then; with more it isn't idle any longer
    record PutAside(long execution, int segments) implements Inbound {}

    /// Take in an execution replayed from the archive, and carry out what is outstanding.
    ///
    /// @param evictions how many executions had left memory when the archive was read
    /// @param reply false if the archive has to be read again
    record Adopt(Running running, long evictions, Reply<Boolean> reply) implements Inbound {}

    /// Apply a distributed Map's item selector to items that follow each other. @param reply refused with the
    /// selector's failure
    record Select(long execution, int entry, int firstIndex, List<JsonNode> items, Reply<List<JsonNode>> reply)
            implements Inbound {}

    /// Do nothing but look at the clock.
    record Wake() implements Inbound {}
}
