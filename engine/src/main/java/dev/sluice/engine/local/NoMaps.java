package dev.sluice.engine.local;

import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Signal;
import dev.sluice.core.Refused;
import dev.sluice.engine.MapRuns;
import dev.sluice.engine.Page;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.tasks.Signals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine without distributed Maps: their states fail, saying so.
record NoMaps(Signals signals) implements OutsideWorld.MapRunner, MapRuns {
    @Override
    public void start(int partition, Header header, Command.StartMapRun mapRun, boolean resumed) {
        Failure failure = new Failure("States.Runtime", "This engine runs no distributed Map");
        signals.tell(partition, header.id(), new Signal.MapRunFailed(mapRun.entry(), mapRun.attempt(), failure));
    }

    @Override
    public void cancel(long execution, int entry, int attempt) {}

    @Override
    public MapRun describe(String arn) {
        throw new Refused("ResourceNotFound", "Resource not found: '" + arn + "'");
    }

    @Override
    public Page<MapRun> list(String executionArn, Page.Request page) {
        return new Page<>(List.of(), null);
    }

    @Override
    public void update(
            String arn,
            @Nullable Integer maxConcurrency,
            @Nullable Double toleratedFailurePercentage,
            @Nullable Long toleratedFailureCount) {
        throw new Refused("ResourceNotFound", "Resource not found: '" + arn + "'");
    }
}
