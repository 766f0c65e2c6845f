package dev.sluice.engine.local;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.core.Json;
import dev.sluice.engine.Execution;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.View;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Turns what the engine knows of executions into what its facade answers.
final class Answers {
    private Answers() {}

    static Execution execution(View view) {
        Header header = view.header();
        Failure failure = view.failure();
        return new Execution(
                header.arn(),
                header.name(),
                header.machineArn(),
                Execution.Status.valueOf(view.status().name()),
                Instant.ofEpochMilli(view.startedMillis()),
                instantOrNull(view.stoppedMillis()),
                view.inputText(),
                view.output() == null ? null : Json.write(view.output()),
                failure == null ? null : failure.error(),
                failure == null ? null : failure.cause(),
                header.versionArn(),
                header.aliasArn(),
                header.mapRunArn(),
                header.traceHeader(),
                redrive(header, view));
    }

    static Execution.Summary summary(Archive.Stored stored) {
        Header header = stored.header();
        return new Execution.Summary(
                header.arn(),
                header.name(),
                header.machineArn(),
                Execution.Status.valueOf(stored.status().name()),
                Instant.ofEpochMilli(stored.startedMillis()),
                instantOrNull(stored.stoppedMillis()),
                header.versionArn(),
                header.aliasArn(),
                header.mapRunArn(),
                header.mapState() == null ? null : header.items(),
                stored.redrives(),
                instantOrNull(stored.redrivenMillis()));
    }

    private static Execution.Redrive redrive(Header header, View view) {
        Instant last = instantOrNull(view.redrivenMillis());
        ExecutionStatus status = view.status();
        boolean redrivable = status.closed() && status != ExecutionStatus.SUCCEEDED;
        if (redrivable && header.mapState() != null) {
            return new Execution.Redrive(view.redrives(), last, "REDRIVABLE_BY_MAP_RUN", null);
        }
        if (redrivable) return new Execution.Redrive(view.redrives(), last, "REDRIVABLE", null);
        String reason = "Execution is " + status + " and cannot be redriven";
        return new Execution.Redrive(view.redrives(), last, "NOT_REDRIVABLE", reason);
    }

    private static @Nullable Instant instantOrNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
