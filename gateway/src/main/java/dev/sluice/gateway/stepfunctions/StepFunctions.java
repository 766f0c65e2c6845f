package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Arn;
import dev.sluice.core.Refused;
import dev.sluice.engine.Engine;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// AWS Step Functions: all of its operations, over an engine.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html">API reference</a>
public final class StepFunctions implements Service {
    /// Members that name the resource a call is about, the first that is there counting.
    private static final List<String> RESOURCES = List.of(
            "executionArn",
            "mapRunArn",
            "stateMachineVersionArn",
            "stateMachineAliasArn",
            "stateMachineArn",
            "activityArn",
            "resourceArn");

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final ExecutionOperations executions;
    private final Surroundings surroundings;

    /// The API of one engine.
    public StepFunctions(Engine engine, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.executions = new ExecutionOperations(engine.executions());
        Definitions definitions = new Definitions(surroundings.runs());
        machines(new MachineOperations(engine.machines(), definitions, new LoggingRules(surroundings.logGroups())));
        versions(new VersionOperations(engine.machines()));
        tags(new TagOperations(engine.machines()));
        executions();
        tasks(new TaskOperations(engine.activities(), engine.tokens()));
        mapRuns(new MapRunOperations(engine.mapRuns()));
        add("ValidateStateMachineDefinition", definitions::validate);
        TestState testState = new TestState(definitions, surroundings, new SecureRandom());
        add("TestState", testState::call);
    }

    private void machines(MachineOperations machines) {
        add("CreateStateMachine", machines::create);
        add("UpdateStateMachine", machines::update);
        add("DescribeStateMachine", machines::describe);
        add("DescribeStateMachineForExecution", machines::describeForExecution);
        add("ListStateMachines", machines::list);
        add("DeleteStateMachine", machines::delete);
    }

    private void versions(VersionOperations versions) {
        add("PublishStateMachineVersion", versions::publish);
        add("ListStateMachineVersions", versions::versions);
        add("DeleteStateMachineVersion", versions::deleteVersion);
        add("CreateStateMachineAlias", versions::createAlias);
        add("UpdateStateMachineAlias", versions::updateAlias);
        add("DescribeStateMachineAlias", versions::describeAlias);
        add("ListStateMachineAliases", versions::aliases);
        add("DeleteStateMachineAlias", versions::deleteAlias);
    }

    private void tags(TagOperations tags) {
        add("TagResource", tags::tag);
        add("UntagResource", tags::untag);
        add("ListTagsForResource", tags::list);
    }

    private void executions() {
        operations.put("StartExecution", executions::start);
        operations.put("StartSyncExecution", executions::startSync);
        add("DescribeExecution", executions::describe);
        add("StopExecution", executions::stop);
        add("RedriveExecution", executions::redrive);
        add("ListExecutions", executions::list);
        add("GetExecutionHistory", executions::history);
    }

    private void tasks(TaskOperations tasks) {
        add("CreateActivity", tasks::create);
        add("DescribeActivity", tasks::describe);
        add("ListActivities", tasks::list);
        add("DeleteActivity", tasks::delete);
        add("GetActivityTask", tasks::poll);
        add("SendTaskSuccess", tasks::succeed);
        add("SendTaskFailure", tasks::fail);
        add("SendTaskHeartbeat", tasks::heartbeat);
    }

    private void mapRuns(MapRunOperations mapRuns) {
        add("DescribeMapRun", mapRuns::describe);
        add("ListMapRuns", mapRuns::list);
        add("UpdateMapRun", mapRuns::update);
    }

    private void add(String name, UnaryOperator<JsonNode> operation) {
        operations.put(name, (input, caller) -> operation.apply(input));
    }

    @Override
    public String name() {
        return "states";
    }

    @Override
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        Operation found = operations.get(operation);
        if (found == null) throw new Refused("UnknownOperationException", "Unknown operation: " + operation);
        return found.call(input, caller);
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        List<Access> needed = new ArrayList<>();
        needed.add(new Access("states:" + operation, resource(operation, input)));
        boolean handsRoleOver = operation.equals("CreateStateMachine")
                || operation.equals("UpdateStateMachine")
                || operation.equals("TestState");
        String role = Input.text(input, "roleArn");
        if (handsRoleOver && role != null) {
            needed.add(new Access("iam:PassRole", role, Map.of("iam:PassedToService", "states.amazonaws.com")));
        }
        return needed;
    }

    private String resource(String operation, JsonNode input) {
        String name = Input.required(input, "name");
        if (operation.equals("CreateStateMachine")) return arn("stateMachine:" + name);
        if (operation.equals("CreateActivity")) return arn("activity:" + name);
        for (String member : RESOURCES) {
            String arn = Input.text(input, member);
            if (arn != null) return arn;
        }
        return "*";
    }

    private String arn(String resource) {
        return Arn.of("states", surroundings.region(), surroundings.account(), resource)
                .toString();
    }
}
