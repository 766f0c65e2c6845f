package dev.sluice.asl.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Facts as compact bytes. Payloads go elsewhere: the bytes hold the number under which the caller keeps each.
///
/// The numbers of kinds and the order of their members never change; a new member needs a new kind. Constants of
/// [dev.sluice.asl.model.StateType], [Outcome] and [TaskStage] are written by position: new ones go last.
public final class EventCodec {
    static final int EXECUTION_STARTED = 1;
    static final int STATE_ENTERED = 2;
    static final int STATE_EXITED = 3;
    static final int STATE_ABORTED = 4;
    static final int WAIT_ARMED = 5;
    static final int RETRY_ARMED = 6;
    static final int RETRY_BEGAN = 7;
    static final int TASK_SCHEDULED = 8;
    static final int TASK_STARTED = 9;
    static final int TASK_SUBMITTED = 10;
    static final int HEARTBEAT_RECEIVED = 11;
    static final int TASK_SUCCEEDED = 12;
    static final int TASK_FAILED = 13;
    static final int EVALUATION_FAILED = 14;
    static final int PARALLEL_STARTED = 15;
    static final int MAP_STARTED = 16;
    static final int MAP_RUN_PLANNED = 17;
    static final int MAP_RUN_BOUNDED = 18;
    static final int ITERATION_STARTED = 19;
    static final int ITERATION_ENDED = 20;
    static final int CHILDREN_ENDED = 21;
    static final int BRANCH_ENDED = 22;
    static final int MAP_RUN_STARTED = 23;
    static final int MAP_RUN_ENDED = 24;
    static final int EXECUTION_SUCCEEDED = 25;
    static final int EXECUTION_FAILED = 26;
    static final int EXECUTION_TIMED_OUT = 27;
    static final int EXECUTION_ABORTED = 28;

    /// Keeps payloads while writing.
    @FunctionalInterface
    public interface PayloadSink {
        /// The number of a payload, 0 or more; the same node (by identity) should get the same number.
        int put(JsonNode payload);
    }

    /// Gives payloads back while reading.
    @FunctionalInterface
    public interface PayloadSource {
        /// The payload of a number.
        JsonNode get(int number);
    }

    private EventCodec() {}

    /// Writes one fact.
    public static void write(DataOutput out, Event event, PayloadSink payloads) throws IOException {
        new EventWriter(out, payloads).write(event);
    }

    /// Reads one fact. @throws IOException if the bytes hold none
    public static Event read(DataInput in, PayloadSource payloads) throws IOException {
        return new EventReader(in, payloads).read();
    }
}
