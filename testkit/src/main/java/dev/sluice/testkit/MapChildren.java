package dev.sluice.testkit;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Identity;
import dev.sluice.asl.step.MapRunPlan;
import dev.sluice.asl.step.Signal;
import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A distributed Map's children, each an execution of its own in the same virtual time.
final class MapChildren {
    private static final Failure TOO_MANY_FAILURES = new Failure(
            "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded");

    private final Simulation world;
    private final Lane parent;
    private final Command.StartMapRun map;
    private final StateMachine machine;
    private final JsonNode items;
    private final String label;
    private final TreeMap<Integer, Lane> underWay = new TreeMap<>();
    private final TreeMap<Integer, JsonNode> outputs = new TreeMap<>();
    private int next;
    private int failed;
    private boolean over;
    private boolean beginning;

    /// @throws CannotRun if the Map reads, batches or writes what only the server can
    MapChildren(Simulation world, Lane parent, Command.StartMapRun map) {
        this.world = world;
        this.parent = parent;
        this.map = map;
        this.items = plainItems(map.state(), map.plan());
        this.machine = world.interpreter.childMachine(parent.execution, map.entry());
        String given = map.plan().label();
        this.label = given == null ? map.state() : given;
    }

    private static JsonNode plainItems(String state, MapRunPlan plan) {
        List<String> needs = new ArrayList<>();
        if (plan.reader() != null) needs.add("ItemReader");
        if (plan.batcher() != null) needs.add("ItemBatcher");
        if (plan.writer() != null) needs.add("ResultWriter");
        JsonNode items = plan.items();
        if (needs.isEmpty() && items != null) return items;
        throw new CannotRun("The test kit runs a distributed Map over items of its input only; state '" + state
                + "' has " + String.join(", ", needs) + ", which takes a server: ./sluice up");
    }

    void start() {
        String arn = parent.execution.identity().stateMachineArn().replace(":stateMachine:", ":mapRun:");
        world.say(parent, new Signal.MapRunStarted(map.entry(), map.attempt(), arn + "/" + label + ":1"));
        goOn();
    }

    /// Nobody wants the result any more.
    void stop() {
        over = true;
        Failure stopped = new Failure(null, null);
        for (Lane child : List.copyOf(underWay.values())) world.tell(child, new Signal.Stop(stopped));
    }

    private void goOn() {
        // A child may end before its beginning returns; the loop below then goes on by itself.
        if (beginning) return;
        beginning = true;
        int concurrency = map.plan().maxConcurrency() == 0
                ? Integer.MAX_VALUE
                : map.plan().maxConcurrency();
        while (!over && next < items.size() && underWay.size() < concurrency) begin(next++);
        beginning = false;
        if (!over && underWay.isEmpty() && next == items.size()) {
            ArrayNode result = Json.array();
            outputs.values().forEach(result::add);
            finish(new Signal.MapRunSucceeded(map.entry(), map.attempt(), result));
        }
    }

    private void begin(int index) {
        JsonNode input;
        try {
            input = world.interpreter.select(parent.execution, map.entry(), index, items.get(index), world.ambient());
        } catch (QueryFailure e) {
            finish(failure(new Failure(e.error(), e.cause())));
            stop();
            return;
        }
        Lane child = new Lane(new Execution(machine, identity(index)), parent.depth + 1, () -> ended(index));
        underWay.put(index, child);
        world.begin(child, input);
    }

    private void ended(int index) {
        @Nullable Lane child = underWay.remove(index);
        if (over || child == null) return;
        JsonNode output = child.execution.output();
        if (child.execution.status() == ExecutionStatus.SUCCEEDED && output != null) outputs.put(index, output);
        else failed++;
        if (map.plan().tolerated().exceededBy(failed, items.size())) {
            finish(failure(TOO_MANY_FAILURES));
            stop();
        } else {
            goOn();
        }
    }

    private void finish(Signal end) {
        over = true;
        world.say(parent, end);
    }

    private Signal failure(Failure failure) {
        return new Signal.MapRunFailed(map.entry(), map.attempt(), failure);
    }

    private Identity identity(int index) {
        Identity of = parent.execution.identity();
        String name = label + "-" + index;
        return new Identity(
                of.stateMachineArn().replace(":stateMachine:", ":execution:") + "/" + label + ":" + name,
                name,
                of.roleArn(),
                of.stateMachineArn(),
                of.stateMachineName(),
                of.region());
    }
}
