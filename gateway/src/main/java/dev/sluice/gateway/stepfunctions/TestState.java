package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.check.DefinitionCheck;
import dev.sluice.asl.model.Flow;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Trial;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// TestState: runs one state and shows what becomes of its data.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html">Testing a state</a>
final class TestState {
    private final Definitions definitions;
    private final Surroundings surroundings;
    private final RandomGenerator random;
    private final MockSchemas schemas = new MockSchemas();

    TestState(Definitions definitions, Surroundings surroundings, RandomGenerator random) {
        this.definitions = definitions;
        this.surroundings = surroundings;
        this.random = random;
    }

    JsonNode call(JsonNode request) {
        State state = state(request);
        Trial.Done mock = Mock.read(request, state, schemas);
        if (mock == null) requireRunnable(state);
        JsonNode configuration = request.path("stateConfiguration");
        long failedItems = configuration.path("mapIterationFailureCount").asLong(0);
        if (mock instanceof Trial.Done.Result(var value) && value.isArray() && failedItems > value.size()) {
            throw Mock.refused(
                    "Map iteration failure count must be less than or equal to the number of Map iterations");
        }
        JsonNode given = parsed(request, "input");
        JsonNode input = given == null ? Json.object() : given;
        Instant now = surroundings.clock().instant();
        String role = Input.text(request, "roleArn");
        TestContext.Place place = new TestContext.Place(surroundings.account(), surroundings.region(), id(), id(), now);
        String context = Input.text(request, "context");
        Trial.Setting setting = new Trial.Setting(
                input,
                context == null ? TestContext.made(state, input, role, place) : TestContext.given(context),
                variables(request),
                parsed(configuration, "mapItemReaderData"),
                configuration.path("retrierRetryCount").asInt(0),
                failedItems,
                new Ambient(now, random));
        TestedTask task = new TestedTask(surroundings.tasks(), place, role == null ? "" : role);
        Trial.Result result =
                Trial.run(state, setting, (worker, arguments) -> mock == null ? task.run(worker, arguments) : mock);
        return answer(result, request.path("inspectionLevel").asString("INFO"));
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private State state(JsonNode request) {
        String definition = Input.required(request, "definition");
        String name = Input.text(request, "stateName");
        definitions.requireTestable(definition, name != null, request.has("mock"));
        JsonNode tree = Json.parse(definition);
        if (name != null) {
            return find(StateMachine.parse(tree).flow(), name)
                    .orElseThrow(() -> Mock.refused("State not found in definition"));
        }
        ObjectNode states = Json.object();
        states.set(DefinitionCheck.LONE_STATE_NAME, tree);
        ObjectNode machine = Json.object("StartAt", DefinitionCheck.LONE_STATE_NAME);
        machine.set("States", states);
        return StateMachine.parse(machine).flow().state(DefinitionCheck.LONE_STATE_NAME);
    }

    private static Optional<State> find(Flow flow, String name) {
        State here = flow.states().get(name);
        if (here != null) return Optional.of(here);
        return flow.states().values().stream()
                .flatMap(state -> inner(state).stream())
                .flatMap(inside -> find(inside, name).stream())
                .findFirst();
    }

    private static List<Flow> inner(State state) {
        return switch (state) {
            case State.Parallel parallel -> parallel.branches();
            case State.Map map -> List.of(map.processor());
            case State.Task _, State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> List.of();
        };
    }

    /// What takes part in an execution can't be run without one.
    private static void requireRunnable(State state) {
        boolean task = state instanceof State.Task only
                && (only.resource().submits() || only.resource().arn().contains(":activity:"));
        if (state instanceof State.Map || state instanceof State.Parallel || task) {
            String what = state instanceof State.Task only
                    ? "Resource '" + only.resource().arn() + "'"
                    : "State type '" + state.core().type().text() + "'";
            throw Mock.refused(what + " is only supported when a mock is specified");
        }
    }

    private static Map<String, JsonNode> variables(JsonNode request) {
        Map<String, JsonNode> variables = new HashMap<>();
        JsonNode given = parsed(request, "variables");
        if (given != null) given.properties().forEach(each -> variables.put(each.getKey(), each.getValue()));
        return variables;
    }

    private static @Nullable JsonNode parsed(JsonNode request, String member) {
        String text = Input.text(request, member);
        if (text == null) return null;
        try {
            return Json.parse(text);
        } catch (MalformedJson malformed) {
            throw new Refused(
                    member.equals("input") ? "InvalidExecutionInput" : "ValidationException",
                    "Invalid State Machine Execution Input: '" + malformed.getMessage() + "'");
        }
    }

    private static JsonNode answer(Trial.Result result, String level) {
        Failure failure = result.failure();
        JsonNode output = result.output();
        Answer answer = new Answer()
                .text("output", output == null ? null : SpacedJson.write(output))
                .text("error", failure == null ? null : failure.error())
                .text("cause", failure == null ? null : failure.cause())
                .text("nextState", result.next())
                .text("status", result.status().name());
        if (!level.equals("INFO")) answer.node("inspectionData", inspection(result.inspection()));
        return answer.build();
    }

    /// Data is text in AWS's shape; counts and error details are not.
    private static JsonNode inspection(ObjectNode values) {
        ObjectNode texts = Json.object();
        for (Map.Entry<String, JsonNode> member : values.properties()) {
            switch (member.getKey()) {
                case "errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage" ->
                    texts.set(member.getKey(), member.getValue());
                default -> texts.put(member.getKey(), SpacedJson.write(member.getValue()));
            }
        }
        return texts;
    }
}
