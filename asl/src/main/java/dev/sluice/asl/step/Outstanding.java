package dev.sluice.asl.step;

import java.time.Instant;
import java.util.List;

/// What a frame waits for, as the commands that bring it about.
final class Outstanding {
    private static final long MILLIS = 1_000;

    private Outstanding() {}

    static void deadline(Execution execution, List<Command> commands) {
        Long seconds = execution.machine().timeoutSeconds();
        if (seconds == null) return;
        commands.add(arm(0, 0, TimerId.Purpose.EXECUTION, execution.startedAtMillis() + seconds * MILLIS));
    }

    static void of(Frame frame, List<Command> commands) {
        switch (frame.phase) {
            case Phase.Waiting waiting -> commands.add(timer(frame, TimerId.Purpose.WAIT, waiting.untilMillis()));
            case Phase.Delayed delayed -> commands.add(timer(frame, TimerId.Purpose.RETRY, delayed.untilMillis()));
            case Phase.Calling calling -> {
                commands.add(call(frame, calling));
                limits(frame, calling, commands);
            }
            case Phase.Mapping mapping ->
                commands.add(new Command.StartMapRun(
                        frame.entry, frame.attempt, frame.state().name(), mapping.plan()));
            case Phase.Joining _ -> {}
            case Phase.Runnable _ -> {}
            case Phase.Idle _ -> {}
        }
    }

    /// The timers of a call that has been taken up.
    static void limits(Frame frame, Phase.Calling calling, List<Command> commands) {
        if (calling.timeoutAtMillis() > 0) {
            commands.add(timer(frame, TimerId.Purpose.TIMEOUT, calling.timeoutAtMillis()));
        }
        if (calling.heartbeatAtMillis() > 0) {
            commands.add(timer(frame, TimerId.Purpose.HEARTBEAT, calling.heartbeatAtMillis()));
        }
    }

    /// What to take back when a frame no longer waits.
    static void cancel(Frame frame, List<Command> commands) {
        switch (frame.phase) {
            case Phase.Waiting _ -> commands.add(new Command.CancelTimer(id(frame, TimerId.Purpose.WAIT)));
            case Phase.Delayed _ -> commands.add(new Command.CancelTimer(id(frame, TimerId.Purpose.RETRY)));
            case Phase.Calling calling -> {
                commands.add(new Command.CancelTask(frame.entry, frame.attempt));
                cancelLimits(frame, calling, commands);
            }
            case Phase.Mapping _ -> commands.add(new Command.CancelMapRun(frame.entry, frame.attempt));
            case Phase.Joining joining -> joining.running.values().forEach(child -> cancel(child, commands));
            case Phase.Runnable _ -> {}
            case Phase.Idle _ -> {}
        }
    }

    static void cancelLimits(Frame frame, Phase.Calling calling, List<Command> commands) {
        if (calling.timeoutAtMillis() > 0) {
            commands.add(new Command.CancelTimer(id(frame, TimerId.Purpose.TIMEOUT)));
        }
        if (calling.heartbeatAtMillis() > 0) {
            commands.add(new Command.CancelTimer(id(frame, TimerId.Purpose.HEARTBEAT)));
        }
    }

    static Command timer(Frame frame, TimerId.Purpose purpose, long atMillis) {
        return arm(frame.entry, frame.attempt, purpose, atMillis);
    }

    private static Command call(Frame frame, Phase.Calling calling) {
        String state = frame.state().name();
        return calling.started()
                ? new Command.ResumeTask(frame.entry, frame.attempt, state, calling.call(), calling.submitted())
                : new Command.ScheduleTask(frame.entry, frame.attempt, state, calling.call());
    }

    private static Command arm(int entry, int attempt, TimerId.Purpose purpose, long atMillis) {
        return new Command.ArmTimer(new TimerId(entry, attempt, purpose), Instant.ofEpochMilli(atMillis));
    }

    private static TimerId id(Frame frame, TimerId.Purpose purpose) {
        return new TimerId(frame.entry, frame.attempt, purpose);
    }
}
