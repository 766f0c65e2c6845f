package dev.sluice.engine.local;

import dev.sluice.asl.model.TaskResource;
import dev.sluice.asl.step.Command;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Outside;
import dev.sluice.engine.tasks.ActivityQueues;
import dev.sluice.engine.tasks.Dispatcher;
import dev.sluice.engine.tasks.Signals;
import dev.sluice.engine.tasks.TokenCodec;

/// Sends what executions want to where it is done: tasks, activity workers, map runs.
final class OutsideWorld implements Outside {
    private final Dispatcher dispatcher;
    private final ActivityQueues activities;
    private final MapRunner maps;
    private final TokenCodec tokens;
    private final Back back;

    /// Runs the children of distributed Maps.
    interface MapRunner {
        /// See [Outside#startMapRun].
        void start(int partition, Header header, Command.StartMapRun mapRun, boolean resumed);

        /// See [Outside#cancelMapRun].
        void cancel(long execution, int entry, int attempt);
    }

    /// The way back to the core.
    interface Back extends Signals {
        /// See [Outside#idle].
        void putAside(Idle idle);
    }

    OutsideWorld(Dispatcher dispatcher, ActivityQueues activities, MapRunner maps, TokenCodec tokens, Back back) {
        this.dispatcher = dispatcher;
        this.activities = activities;
        this.maps = maps;
        this.tokens = tokens;
        this.back = back;
    }

    @Override
    public void schedule(Attempt attempt) {
        TaskResource resource = attempt.call().resource();
        boolean activity = resource.kind() == TaskResource.Kind.ACTIVITY;
        long execution = attempt.header().id();
        TokenCodec.Place place =
                new TokenCodec.Place(attempt.partition(), execution, attempt.entry(), attempt.attempt());
        Dispatcher.Order order = new Dispatcher.Order(
                attempt,
                activity || resource.waitsForToken() ? tokens.mint(place) : null,
                signal -> back.tell(attempt.partition(), execution, signal));
        if (activity) activities.offer(order);
        else dispatcher.start(order);
    }

    @Override
    public void cancel(long execution, int entry, int attempt) {
        dispatcher.cancel(execution, entry, attempt);
        activities.cancel(execution, entry, attempt);
    }

    @Override
    public void idle(Idle idle) {
        back.putAside(idle);
    }

    @Override
    public void startMapRun(int partition, Header header, Command.StartMapRun mapRun, boolean resumed) {
        maps.start(partition, header, mapRun, resumed);
    }

    @Override
    public void cancelMapRun(long execution, int entry, int attempt) {
        maps.cancel(execution, entry, attempt);
    }
}
