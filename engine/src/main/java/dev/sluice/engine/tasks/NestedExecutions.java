package dev.sluice.engine.tasks;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.core.Json;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import dev.sluice.engine.run.View;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Waits for executions that other executions have started with `startExecution.sync` and `.sync:2`; everything else
/// goes on to the server's target.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Nested executions</a>
public final class NestedExecutions implements TaskTarget {
    private static final String START_SYNC = "arn:aws:states:::states:startExecution.sync";

    private final TaskTarget target;
    private final Ends ends;

    /// Watches and stops executions of this engine.
    public interface Ends {
        /// Waits for an execution's end. @throws dev.sluice.core.Refused `ExecutionDoesNotExist`
        View awaitEnd(String arn) throws InterruptedException;

        /// Stops an execution.
        void stop(String arn);
    }

    /// @param target for all other resources
    public NestedExecutions(TaskTarget target, Ends ends) {
        this.target = target;
        this.ends = ends;
    }

    @Override
    public TaskResult run(TaskRequest request) throws InterruptedException {
        return target.run(request);
    }

    @Override
    public TaskResult await(TaskRequest request, JsonNode submitted) throws InterruptedException {
        if (!nested(request)) return target.await(request, submitted);
        View end = ends.awaitEnd(submitted.path("ExecutionArn").asString());
        boolean asJson = request.resource().endsWith(":2");
        if (end.status() == ExecutionStatus.SUCCEEDED) return new TaskResult.Succeeded(describe(end, asJson));
        return new TaskResult.Failed("States.TaskFailed", Json.write(describe(end, asJson)));
    }

    @Override
    public void cancel(TaskRequest request, JsonNode submitted) {
        if (nested(request)) ends.stop(submitted.path("ExecutionArn").asString());
        else target.cancel(request, submitted);
    }

    private static boolean nested(TaskRequest request) {
        return request.resource().startsWith(START_SYNC);
    }

    /// DescribeExecution's answer as AWS puts it into a task's result.
    private static JsonNode describe(View end, boolean asJson) {
        ObjectNode result = Json.object();
        Failure failure = end.failure();
        if (failure != null && failure.cause() != null) result.put("Cause", failure.cause());
        if (failure != null && failure.error() != null) result.put("Error", failure.error());
        result.put("ExecutionArn", end.header().arn());
        if (asJson) result.set("Input", Json.parse(end.inputText()));
        else result.put("Input", end.inputText());
        result.putObject("InputDetails").put("Included", true);
        result.put("Name", end.header().name());
        JsonNode output = end.output();
        if (output != null) {
            if (asJson) result.set("Output", output);
            else result.put("Output", Json.write(output));
            result.putObject("OutputDetails").put("Included", true);
        }
        result.put("StartDate", end.startedMillis());
        result.put("StateMachineArn", end.header().machineArn());
        result.put("Status", end.status().name());
        result.put("StopDate", end.stoppedMillis());
        return result;
    }
}
