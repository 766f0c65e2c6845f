package dev.sluice.engine.local;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.engine.Execution;
import dev.sluice.engine.Executions;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.engine.Page;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Catalog;
import dev.sluice.engine.machines.Names;
import dev.sluice.engine.machines.Pages;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.machines.Target;
import dev.sluice.engine.run.Core;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Inbound;
import dev.sluice.engine.run.PartitionLoop;
import dev.sluice.engine.run.Reply;
import dev.sluice.engine.run.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Executions by their ARNs: those in memory through their partitions, the others from the archive.
final class ExecutionService implements Executions {
    /// Bytes of an execution's input, AWS's quota.
    static final int INPUT_BYTES_MAX = 262_144;

    private final Core core;
    private final Archive archive;
    private final Catalog catalog;
    private final Histories histories;
    private final SyncRuns syncRuns;
    private final Ids ids;

    ExecutionService(Core core, Archive archive, Catalog catalog, SyncRuns syncRuns, Ids ids) {
        this.core = core;
        this.archive = archive;
        this.catalog = catalog;
        this.histories = new Histories(archive, catalog::of);
        this.syncRuns = syncRuns;
        this.ids = ids;
    }

    @Override
    public Execution.Started start(Execution.Start request) {
        Target target = catalog.target(request.stateMachineArn());
        String text = Objects.requireNonNullElse(request.input(), "{}");
        JsonNode input = parse(text);
        String name = request.name();
        Header header = header(request, target, name == null ? ids.next() : Names.checked(name));
        View view = start(header, target.revision(), input, text, name == null);
        return new Execution.Started(header.arn(), Instant.ofEpochMilli(view.startedMillis()));
    }

    private View start(Header header, Revision revision, JsonNode input, String text, boolean freshName) {
        PartitionLoop partition = core.of(header.arn());
        while (true) {
            // Before the archive is asked: whatever leaves memory after this makes the partition ask for another look.
            long evictions = freshName ? Inbound.Start.FRESH_NAME : partition.evictions();
            Optional<Archive.Stored> stored = freshName ? Optional.empty() : archive.find(header.arn());
            if (stored.isPresent() && look(header.arn()).isEmpty() && !core.bringBack(header.arn())) {
                throw alreadyExists(header.arn());
            }
            Reply<Inbound.Outcome> reply = new Reply<>();
            partition.ask(new Inbound.Start(header, revision, input, text, evictions, null, reply));
            switch (reply.await()) {
                case Inbound.Outcome.Running(View view) -> {
                    return view;
                }
                case Inbound.Outcome.Taken _ -> throw alreadyExists(header.arn());
                case Inbound.Outcome.AskArchiveAgain _ -> {}
            }
        }
    }

    private static Refused alreadyExists(String arn) {
        return new Refused("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
    }

    private Header header(Execution.Start request, Target target, String name) {
        Revision revision = target.revision();
        boolean express = revision.express();
        Arn machine = Arn.parse(revision.arn()).orElseThrow();
        String resource = express
                ? "express:" + revision.name() + ":" + name + ":" + ids.next()
                : "execution:" + revision.name() + ":" + name;
        return new Header(
                0,
                Arn.of("states", machine.region(), machine.account(), resource).toString(),
                name,
                revision.number(),
                revision.arn(),
                target.versionArn(),
                target.aliasArn(),
                express,
                request.traceHeader(),
                request.lineage(),
                revision.arn(),
                null,
                0);
    }

    private static JsonNode parse(String input) {
        if (input.isEmpty()) throw invalidInput("Invalid execution input.");
        if (Json.utf8Bytes(input) > INPUT_BYTES_MAX) {
            throw invalidInput("Input exceeds the maximum length of " + INPUT_BYTES_MAX + " bytes.");
        }
        try {
            return Json.parse(input);
        } catch (MalformedJson e) {
            throw invalidInput(String.valueOf(e.getMessage()).replace("property name", "field name"));
        }
    }

    private static Refused invalidInput(String reason) {
        return new Refused("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
    }

    @Override
    public Execution.Finished startSync(Execution.Start request) {
        Target target = catalog.target(request.stateMachineArn());
        if (!target.revision().express()) throw typeNotSupported();
        String text = Objects.requireNonNullElse(request.input(), "{}");
        JsonNode input = parse(text);
        String name = request.name();
        Header header = header(request, target, name == null ? ids.next() : Names.checked(name));
        return syncRuns.run(header, target.revision(), input, text);
    }

    private static Refused typeNotSupported() {
        return new Refused(
                "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
    }

    @Override
    public Execution describe(String arn) {
        return Answers.execution(view(arn));
    }

    /// An execution from memory, else from the archive. @throws Refused `ExecutionDoesNotExist`
    View view(String arn) {
        Names.arn(arn, "execution");
        Optional<View> here = look(arn);
        if (here.isPresent()) return here.get();
        Archive.Stored stored = archive.find(arn).orElseThrow(() -> missing(arn));
        return histories.view(stored);
    }

    private Optional<View> look(String arn) {
        Reply<Optional<View>> reply = new Reply<>();
        core.of(arn).ask(new Inbound.Look(arn, reply));
        return reply.await();
    }

    /// What never changes of an execution.
    Header header(String arn) {
        Names.arn(arn, "execution");
        Optional<View> here = look(arn);
        return here.isPresent()
                ? here.get().header()
                : archive.find(arn).orElseThrow(() -> missing(arn)).header();
    }

    private static Refused missing(String arn) {
        return new Refused("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    @Override
    public Instant stop(String arn, @Nullable String error, @Nullable String cause) {
        Names.arn(arn, "execution");
        Optional<View> view;
        do {
            Reply<Optional<View>> reply = new Reply<>();
            core.of(arn).ask(new Inbound.Stop(arn, new Failure(error, cause), reply));
            view = reply.await();
        } while (view.isEmpty() && core.bringBack(arn));
        long stopped = view.isPresent()
                ? view.get().stoppedMillis()
                : archive.find(arn).orElseThrow(() -> missing(arn)).stoppedMillis();
        return Instant.ofEpochMilli(stopped);
    }

    @Override
    public Instant redrive(String arn, @Nullable String clientToken) {
        View view = view(arn);
        throw new Refused("ExecutionNotRedrivable", "Execution is not redrivable: '" + arn + "' is " + view.status());
    }

    @Override
    public Page<Execution.Summary> list(Execution.Filter filter, Page.Request page) {
        String mapRun = filter.mapRunArn();
        String machine = mapRun == null ? requireStandard(filter) : null;
        String owner = machine == null ? Objects.requireNonNull(mapRun) : machineOf(machine);
        core.awaitArchived();
        ExecutionStatus status = status(filter.status());
        List<Execution.Summary> found = new ArrayList<>();
        long before = page.nextToken() == null ? Long.MAX_VALUE : Pages.number(page.nextToken());
        while (true) {
            List<Archive.Stored> rows = filter.status() == Execution.Status.PENDING_REDRIVE
                    ? List.of()
                    : archive.list(new Archive.Query(owner, status, filter.redriven(), before, page.size() + 1));
            for (Archive.Stored row : rows) {
                if (found.size() == page.size()) return new Page<>(found, Pages.token(String.valueOf(before)));
                if (machine == null || named(row.header(), machine)) found.add(Answers.summary(row));
                before = row.header().id();
            }
            if (rows.size() <= page.size()) return new Page<>(found, null);
        }
    }

    private String requireStandard(Execution.Filter filter) {
        String machine = filter.stateMachineArn();
        if (machine == null) {
            throw new Refused("ValidationException", "Must specify either stateMachineArn or mapRunArn");
        }
        if (catalog.target(machine).revision().express()) throw typeNotSupported();
        return machine;
    }

    /// The machine's own ARN, without version or alias.
    private static String machineOf(String arn) {
        String[] parts = arn.split(":");
        return parts.length == 8 ? arn.substring(0, arn.lastIndexOf(':')) : arn;
    }

    private static boolean named(Header header, String arn) {
        return arn.equals(header.machineArn()) || arn.equals(header.versionArn()) || arn.equals(header.aliasArn());
    }

    private static @Nullable ExecutionStatus status(Execution.@Nullable Status status) {
        return status == null || status == Execution.Status.PENDING_REDRIVE
                ? null
                : ExecutionStatus.valueOf(status.name());
    }

    @Override
    public Page<HistoryEvent> history(String arn, Page.Request page, boolean reverse) {
        Names.arn(arn, "execution");
        core.awaitArchived();
        Archive.Stored stored = archive.find(arn).orElseThrow(() -> missing(arn));
        return histories.page(stored.header(), page, reverse);
    }

    /// Has somebody told of an execution's end, at once if it has ended.
    void watch(String arn, Consumer<View> whenClosed) {
        boolean here;
        do {
            Reply<Boolean> reply = new Reply<>();
            core.of(arn).tell(new Inbound.Watch(arn, whenClosed, reply));
            here = reply.await();
        } while (!here && core.bringBack(arn));
        if (!here) whenClosed.accept(histories.view(archive.find(arn).orElseThrow(() -> missing(arn))));
    }
}
