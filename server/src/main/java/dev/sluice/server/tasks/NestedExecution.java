package dev.sluice.server.tasks;

import dev.sluice.core.Json;
import dev.sluice.engine.Execution;
import dev.sluice.engine.Executions;
import dev.sluice.engine.TaskResult;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Waits for the execution that `states:startExecution.sync` started.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">
///     Start workflow executions from a task state</a>
final class NestedExecution {
    private static final Duration LOOK_AGAIN_MAX = Duration.ofSeconds(1);

    private final Executions executions;

    NestedExecution(Executions executions) {
        this.executions = executions;
    }

    /// @param parsed whether input and output are handed over as JSON (`.sync:2`) or as text (`.sync`)
    TaskResult await(String executionArn, boolean parsed) throws InterruptedException {
        long pauseMillis = 10;
        while (true) {
            Execution execution = executions.describe(executionArn);
            if (execution.stopped() != null) return result(execution, parsed);
            Thread.sleep(pauseMillis);
            pauseMillis = Math.min(pauseMillis * 2, LOOK_AGAIN_MAX.toMillis());
        }
    }

    void cancel(String executionArn) {
        executions.stop(executionArn, null, null);
    }

    private static TaskResult result(Execution execution, boolean parsed) {
        JsonNode described = described(execution, parsed);
        return execution.status() == Execution.Status.SUCCEEDED
                ? new TaskResult.Succeeded(described)
                : new TaskResult.Failed("States.TaskFailed", Json.write(described));
    }

    private static JsonNode described(Execution execution, boolean parsed) {
        ObjectNode json = Json.object();
        put(json, "Cause", execution.cause());
        put(json, "Error", execution.error());
        json.put("ExecutionArn", execution.arn());
        json.set("Input", parsed ? Json.parse(execution.input()) : Json.text(execution.input()));
        json.putObject("InputDetails").put("Included", true);
        json.put("Name", execution.name());
        String output = execution.output();
        if (output != null) {
            json.set("Output", parsed ? Json.parse(output) : Json.text(output));
            json.putObject("OutputDetails").put("Included", true);
        }
        json.put("RedriveCount", execution.redrive().count());
        json.put("RedriveStatus", execution.redrive().status());
        put(json, "RedriveStatusReason", execution.redrive().reason());
        json.put("StartDate", execution.started().toEpochMilli());
        json.put("StateMachineArn", execution.stateMachineArn());
        json.put("Status", execution.status().name());
        java.time.Instant stopped = execution.stopped();
        if (stopped != null) json.put("StopDate", stopped.toEpochMilli());
        return json;
    }

    private static void put(ObjectNode json, String key, @org.jspecify.annotations.Nullable String value) {
        if (value != null) json.put(key, value);
    }
}
