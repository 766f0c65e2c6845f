package dev.sluice.engine.map;

import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Tolerance;
import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.ItemSource;
import dev.sluice.engine.MapRuns;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.View;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of a distributed Map: feeds items to children and waits for their ends. Runs on one thread; ends of children
/// arrive on others.
///
/// Nothing of it is kept but its row: after a restart the same items meet children of the same names, those that have
/// ended are only counted, and the rest goes on.
final class ItemRun {
    /// Children under way when the definition sets no limit.
    static final int CONCURRENCY_DEFAULT = 1_000;

    /// Bytes of results held in memory; a result larger than AWS's quota fails the state whatever else is in it.
    static final long RESULT_BYTES_MAX = 2 * 262_144L;

    private static final Failure TOO_MANY_FAILURES = new Failure(
            "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded");

    private final Task task;
    private final Children children;
    private final ItemSource items;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, String> underWay = new HashMap<>();
    private final TreeMap<Integer, View> outputs = new TreeMap<>();
    private MapRuns.Limits limits;
    private long resultBytes;
    private long failedItems;
    private long totalItems = -1;
    private boolean cancelled;

    ItemRun(Task task, MapRuns.Limits limits, Children children, ItemSource items) {
        this.task = task;
        this.limits = limits;
        this.children = children;
        this.items = items;
    }

    /// What came of a run.
    sealed interface End {
        /// It succeeded. @param items how many there were
        record Succeeded(JsonNode result, long items) implements End {}

        /// It failed.
        record Failed(Failure failure, long items) implements End {}

        /// Nobody wants it any more.
        record Aborted(long items) implements End {}
    }

    End run() throws InterruptedException {
        long read = 0;
        JsonNode given = task.plan().items();
        if (given != null) totalItems = given.size();
        String role = task.roleArn();
        try (Feed feed = new Feed(
                task.plan(), items, role, (first, some) -> children.select(task.parent(), task.entry(), first, some))) {
            Feed.Input input;
            for (int index = 0; (input = feed.next()) != null; index++) {
                if (!waitForRoom()) break;
                begin(index, input);
            }
            read = feed.itemsRead();
            return end(read);
        } catch (Refused e) {
            stopChildren();
            return new End.Failed(new Failure(e.code(), e.text()), read);
        } catch (QueryFailure e) {
            stopChildren();
            return new End.Failed(new Failure(e.error(), e.cause()), read);
        }
    }

    /// Nobody wants the run any more; its thread stops the children and ends.
    void cancel() {
        lock.lock();
        cancelled = true;
        changed.signalAll();
        lock.unlock();
    }

    /// New limits from now on.
    void limit(MapRuns.Limits newLimits) {
        lock.lock();
        limits = newLimits;
        changed.signalAll();
        lock.unlock();
    }

    /// @return false if the run is not to go on
    private boolean waitForRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!over() && underWay.size() >= concurrency()) changed.await();
            return !over();
        } finally {
            lock.unlock();
        }
    }

    private int concurrency() {
        int wanted = limits.maxConcurrency();
        return wanted == 0 ? CONCURRENCY_DEFAULT : Math.min(wanted, CONCURRENCY_DEFAULT);
    }

    private boolean over() {
        return cancelled || tooManyFailures(totalItems);
    }

    private boolean tooManyFailures(long total) {
        boolean percentageOpen = total < 0 && limits.toleratedFailurePercentage() > 0;
        // Without a total a percentage can't be judged, and AWS fails a run only when every given limit is passed.
        return !percentageOpen
                && new Tolerance(limits.toleratedFailureCount(), limits.toleratedFailurePercentage())
                        .exceededBy(failedItems, Math.max(total, 0));
    }

    private void begin(int index, Feed.Input input) {
        Header header = task.child(index, input.items());
        lock.lock();
        underWay.put(index, header.arn());
        lock.unlock();
        children.start(header, input.json(), task.resumed(), view -> ended(index, view));
    }

    private void ended(int index, View view) {
        lock.lock();
        try {
            if (underWay.remove(index) == null) return;
            if (view.status() == ExecutionStatus.SUCCEEDED) keep(index, view);
            else failedItems += view.header().items();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep(int index, View view) {
        JsonNode output = view.output();
        if (task.writesFiles() || output == null || resultBytes > RESULT_BYTES_MAX) return;
        resultBytes += Json.sizeBytes(output);
        outputs.put(index, view);
    }

    private End end(long read) throws InterruptedException {
        lock.lock();
        try {
            totalItems = Math.max(totalItems, read);
            while (!underWay.isEmpty() && !over()) changed.await();
        } finally {
            lock.unlock();
        }
        if (over()) stopChildren();
        if (cancelled) return new End.Aborted(totalItems);
        ObjectNode writer = task.plan().writer();
        JsonNode result = null;
        if (writer != null && task.writesFiles()) {
            result = new Results(items, writer, task.arn(), task.roleArn()).write(children);
        }
        if (tooManyFailures(totalItems)) return new End.Failed(TOO_MANY_FAILURES, totalItems);
        return new End.Succeeded(result == null ? gathered(writer) : result, totalItems);
    }

    private ArrayNode gathered(@Nullable ObjectNode writer) {
        String transformation = writer == null ? "NONE" : Results.transformation(writer);
        ArrayNode result = Json.array();
        outputs.values().forEach(view -> Results.gather(result, view, transformation));
        return result;
    }

    private void stopChildren() throws InterruptedException {
        lock.lock();
        try {
            // A copy: stopping tells of ends, which change the map.
            for (String arn : Map.copyOf(underWay).values()) children.stop(arn);
            while (!underWay.isEmpty()) changed.await();
        } finally {
            lock.unlock();
        }
    }

    /// What a map run is to do, and the names that follow from it: the same after a restart.
    record Task(
            int partition,
            Header parent,
            String roleArn,
            int entry,
            int attempt,
            String state,
            dev.sluice.asl.step.MapRunPlan plan,
            boolean resumed) {
        boolean writesFiles() {
            ObjectNode writer = plan.writer();
            return writer != null && writer.has("Resource");
        }

        String label() {
            return plan.label() == null ? uuid("label") : plan.label();
        }

        String arn() {
            Arn machine = Arn.parse(parent.machineArn()).orElseThrow();
            return arn(machine, "mapRun:" + name(machine) + "/" + label() + ":" + uuid("run"));
        }

        String machineArn() {
            return parent.machineArn() + "/" + label();
        }

        Header child(int index, int items) {
            Arn machine = Arn.parse(parent.machineArn()).orElseThrow();
            String name = uuid("child " + index);
            String place = name(machine) + "/" + label() + ":";
            String resource =
                    plan.express() ? "express:" + place + uuid("run") + ":" + name : "execution:" + place + name;
            return new Header(
                    0,
                    arn(machine, resource),
                    name,
                    parent.revision(),
                    machineArn(),
                    null,
                    null,
                    plan.express(),
                    parent.traceHeader(),
                    parent.lineage(),
                    arn(),
                    state,
                    items);
        }

        private static String name(Arn machine) {
            return machine.resource().substring("stateMachine:".length());
        }

        private static String arn(Arn like, String resource) {
            return Arn.of("states", like.region(), like.account(), resource).toString();
        }

        private String uuid(String purpose) {
            String seed = parent.arn() + " " + entry + " " + attempt + " " + purpose;
            return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }
}
