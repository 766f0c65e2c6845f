package dev.sluice.engine.local;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.core.Json;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Catalog;
import dev.sluice.engine.map.Children;
import dev.sluice.engine.run.Core;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Inbound;
import dev.sluice.engine.run.PartitionLoop;
import dev.sluice.engine.run.Reply;
import dev.sluice.engine.run.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The children of map runs as ordinary executions of this engine.
final class MapChildren implements Children {
    private static final int PAGE_ROWS = 200;

    private final Core core;
    private final Archive archive;
    private final Catalog catalog;
    private final Histories histories;

    MapChildren(Core core, Archive archive, Catalog catalog) {
        this.core = core;
        this.archive = archive;
        this.catalog = catalog;
        this.histories = new Histories(archive, catalog::of);
    }

    @Override
    public void start(Header child, JsonNode input, boolean resumed, Consumer<View> whenClosed) {
        if (!resumed) {
            ask(child, input, Inbound.Start.FRESH_NAME, whenClosed, null);
            return;
        }
        Inbound.Outcome outcome;
        do {
            long evictions = core.of(child.arn()).evictions();
            Optional<Archive.Stored> stored = archive.find(child.arn());
            if (stored.isPresent() && stored.get().status().closed()) {
                whenClosed.accept(histories.view(stored.get()));
                return;
            }
            // One that runs is met by the start below in its partition's memory, if need be once it is back there.
            if (stored.isPresent()) core.bringBack(child.arn());
            Reply<Inbound.Outcome> reply = new Reply<>();
            ask(child, input, stored.isPresent() ? Inbound.Start.FRESH_NAME : evictions, whenClosed, reply);
            outcome = reply.await();
        } while (outcome instanceof Inbound.Outcome.AskArchiveAgain);
    }

    private void ask(
            Header child,
            JsonNode input,
            long evictions,
            Consumer<View> whenClosed,
            @Nullable Reply<Inbound.Outcome> reply) {
        PartitionLoop partition = core.of(child.arn());
        // Told, not asked: the run's own limit of children under way bounds how many wait here.
        partition.tell(new Inbound.Start(
                child,
                catalog.of(child),
                input,
                Json.write(input),
                evictions,
                whenClosed,
                reply == null ? new Reply<>() : reply));
    }

    @Override
    public void stop(String arn) {
        core.of(arn).tell(new Inbound.Stop(arn, new Failure(null, null), new Reply<>()));
    }

    @Override
    public List<JsonNode> select(Header parent, int entry, int firstIndex, List<JsonNode> items) {
        Reply<List<JsonNode>> reply = new Reply<>();
        core.of(parent.arn()).tell(new Inbound.Select(parent.id(), entry, firstIndex, items, reply));
        return reply.await();
    }

    @Override
    public void eachClosed(String mapRunArn, boolean succeeded, Consumer<View> consumer) {
        core.awaitArchived();
        for (ExecutionStatus status : ExecutionStatus.values()) {
            if (status.closed() && succeeded == (status == ExecutionStatus.SUCCEEDED))
                each(mapRunArn, status, consumer);
        }
    }

    private void each(String mapRunArn, ExecutionStatus status, Consumer<View> consumer) {
        long after = 0;
        while (true) {
            List<Archive.Stored> rows = archive.listUp(mapRunArn, status, after, PAGE_ROWS);
            for (Archive.Stored row : rows) consumer.accept(histories.view(row));
            if (rows.size() < PAGE_ROWS) return;
            after = rows.getLast().header().id();
        }
    }
}
