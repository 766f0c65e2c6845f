package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Refused;
import dev.sluice.engine.MapRuns;
import tools.jackson.databind.JsonNode;

/// Runs of distributed Map states.
final class MapRunOperations {
    private final MapRuns mapRuns;

    MapRunOperations(MapRuns mapRuns) {
        this.mapRuns = mapRuns;
    }

    JsonNode describe(JsonNode input) {
        MapRuns.MapRun run = mapRuns.describe(mapRunArn(input));
        Answer answer = new Answer()
                .text("mapRunArn", run.arn())
                .text("executionArn", run.executionArn())
                .text("status", run.status())
                .time("startDate", run.started())
                .time("stopDate", run.stopped())
                .number("maxConcurrency", run.limits().maxConcurrency())
                .node("toleratedFailurePercentage", percentage(run.limits().toleratedFailurePercentage()))
                .number("toleratedFailureCount", run.limits().toleratedFailureCount())
                .node("itemCounts", counts(run.items()))
                .node("executionCounts", counts(run.executions()));
        if (run.redriveCount() > 0) {
            answer.number("redriveCount", run.redriveCount()).time("redriveDate", run.redriven());
        }
        return answer.build();
    }

    /// AWS writes `5.0`, not `5`.
    private static JsonNode percentage(double value) {
        return tools.jackson.databind.node.DoubleNode.valueOf(value);
    }

    private static JsonNode counts(MapRuns.Counts counts) {
        Answer answer = new Answer()
                .number("pending", counts.pending())
                .number("running", counts.running())
                .number("succeeded", counts.succeeded())
                .number("failed", counts.failed())
                .number("timedOut", counts.timedOut())
                .number("aborted", counts.aborted())
                .number("total", counts.total())
                .number("resultsWritten", counts.resultsWritten());
        if (counts.failuresNotRedrivable() > 0) answer.number("failuresNotRedrivable", counts.failuresNotRedrivable());
        if (counts.pendingRedrive() > 0) answer.number("pendingRedrive", counts.pendingRedrive());
        return answer.build();
    }

    JsonNode list(JsonNode input) {
        String execution = Names.arn(Input.required(input, "executionArn"), "execution");
        return Answer.page(
                "mapRuns",
                mapRuns.list(execution, Input.page(input)),
                run -> new Answer()
                        .text("executionArn", run.executionArn())
                        .text("mapRunArn", run.arn())
                        .text("stateMachineArn", run.stateMachineArn())
                        .time("startDate", run.started())
                        .time("stopDate", run.stopped())
                        .build());
    }

    JsonNode update(JsonNode input) {
        if (!input.has("maxConcurrency")
                && !input.has("toleratedFailureCount")
                && !input.has("toleratedFailurePercentage")) {
            throw new Refused(
                    "ValidationException",
                    "Either maxConcurrency, toleratedFailureCount or toleratedFailurePercentage must be specified");
        }
        mapRuns.update(
                mapRunArn(input),
                input.has("maxConcurrency") ? input.path("maxConcurrency").asInt() : null,
                input.has("toleratedFailurePercentage")
                        ? input.path("toleratedFailurePercentage").asDouble()
                        : null,
                input.has("toleratedFailureCount")
                        ? input.path("toleratedFailureCount").asLong()
                        : null);
        return Answer.nothing();
    }

    private static String mapRunArn(JsonNode input) {
        return Names.arn(Input.required(input, "mapRunArn"), "mapRun");
    }
}
