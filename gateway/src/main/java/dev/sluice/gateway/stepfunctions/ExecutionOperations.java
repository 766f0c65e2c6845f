package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Refused;
import dev.sluice.engine.Execution;
import dev.sluice.engine.Executions;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.engine.Lineage;
import dev.sluice.gateway.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Starting, watching and ending executions.
final class ExecutionOperations {
    /// What a history event shows of the data that went through it.
    private static final List<String> DATA = List.of("input", "output", "parameters", "taskCredentials");

    private final Executions executions;

    ExecutionOperations(Executions executions) {
        this.executions = executions;
    }

    JsonNode start(JsonNode input, Caller caller) {
        Execution.Started started = executions.start(request(input, lineage(caller)));
        return new Answer()
                .text("executionArn", started.arn())
                .time("startDate", started.started())
                .build();
    }

    JsonNode startSync(JsonNode input, Caller caller) {
        Execution.Finished finished = executions.startSync(request(input, lineage(caller)));
        Execution execution = finished.execution();
        boolean data = Input.includesData(input);
        return new Answer()
                .text("executionArn", execution.arn())
                .text("stateMachineArn", execution.stateMachineArn())
                .text("name", execution.name())
                .time("startDate", execution.started())
                .time("stopDate", execution.stopped())
                .text("status", execution.status().name())
                .text("error", execution.error())
                .text("cause", execution.cause())
                .payload("input", execution.input(), data)
                .payload("output", execution.output(), data)
                .text("traceHeader", execution.traceHeader())
                .node(
                        "billingDetails",
                        new Answer()
                                .number("billedMemoryUsedInMB", finished.billedMegabytes())
                                .number("billedDurationInMilliseconds", finished.billedMillis())
                                .build())
                .build();
    }

    private static Execution.Start request(JsonNode input, Lineage lineage) {
        String machine = Names.arn(Input.required(input, "stateMachineArn"), "stateMachine");
        String name = Input.text(input, "name");
        if (name != null) Names.name(name);
        return new Execution.Start(
                machine, name, Input.text(input, "input"), Input.text(input, "traceHeader"), lineage);
    }

    /// Reads `origin:rounds`, the form in which a call says what it descends from.
    private static Lineage lineage(Caller caller) {
        String text = caller.lineage();
        int colon = text.lastIndexOf(':');
        if (colon < 1) return Lineage.NONE;
        try {
            return new Lineage(Integer.parseInt(text.substring(colon + 1)), text.substring(0, colon));
        } catch (NumberFormatException foreign) {
            return Lineage.NONE; // a descent in another form says nothing of rounds
        }
    }

    JsonNode describe(JsonNode input) {
        Execution execution = executions.describe(executionArn(input));
        boolean data = Input.includesData(input);
        return new Answer()
                .text("executionArn", execution.arn())
                .text("stateMachineArn", execution.stateMachineArn())
                .text("name", execution.name())
                .text("status", execution.status().name())
                .time("startDate", execution.started())
                .time("stopDate", execution.stopped())
                .payload("input", execution.input(), data)
                .payload("output", execution.output(), data)
                .text("traceHeader", execution.traceHeader())
                .text("mapRunArn", execution.mapRunArn())
                .text("error", execution.error())
                .text("cause", execution.cause())
                .text("stateMachineVersionArn", execution.versionArn())
                .text("stateMachineAliasArn", execution.aliasArn())
                .number("redriveCount", execution.redrive().count())
                .time("redriveDate", execution.redrive().last())
                .text("redriveStatus", execution.redrive().status())
                .text("redriveStatusReason", execution.redrive().reason())
                .build();
    }

    JsonNode stop(JsonNode input) {
        return new Answer()
                .time(
                        "stopDate",
                        executions.stop(executionArn(input), Input.text(input, "error"), Input.text(input, "cause")))
                .build();
    }

    JsonNode redrive(JsonNode input) {
        return new Answer()
                .time("redriveDate", executions.redrive(executionArn(input), Input.text(input, "clientToken")))
                .build();
    }

    JsonNode list(JsonNode input) {
        String machine = Input.text(input, "stateMachineArn");
        String mapRun = Input.text(input, "mapRunArn");
        if ((machine == null) == (mapRun == null)) {
            throw new Refused("ValidationException", "Exactly one of stateMachineArn and mapRunArn must be specified");
        }
        if (machine != null) Names.arn(machine, "stateMachine");
        if (mapRun != null) Names.arn(mapRun, "mapRun");
        String status = Input.text(input, "statusFilter");
        Execution.Filter filter = new Execution.Filter(
                machine, mapRun, status == null ? null : Execution.Status.valueOf(status), redriven(input));
        return Answer.page("executions", executions.list(filter, Input.page(input)), ExecutionOperations::line);
    }

    private static @Nullable Boolean redriven(JsonNode input) {
        String filter = Input.text(input, "redriveFilter");
        return filter == null ? null : filter.equals("REDRIVEN");
    }

    private static JsonNode line(Execution.Summary summary) {
        Answer answer = new Answer()
                .text("executionArn", summary.arn())
                .text("stateMachineArn", summary.stateMachineArn())
                .text("name", summary.name())
                .text("status", summary.status().name())
                .time("startDate", summary.started())
                .time("stopDate", summary.stopped())
                .text("mapRunArn", summary.mapRunArn())
                .text("stateMachineVersionArn", summary.versionArn())
                .text("stateMachineAliasArn", summary.aliasArn())
                .number("redriveCount", summary.redriveCount())
                .time("redriveDate", summary.redriven());
        Integer items = summary.itemCount();
        return (items == null ? answer : answer.number("itemCount", items)).build();
    }

    JsonNode history(JsonNode input) {
        boolean data = input.path("includeExecutionData").asBoolean(true);
        boolean reverse = Input.flag(input, "reverseOrder");
        return Answer.page(
                "events",
                executions.history(executionArn(input), Input.page(input), reverse),
                event -> event(event, data));
    }

    private static JsonNode event(HistoryEvent event, boolean data) {
        Answer answer = new Answer()
                .time("timestamp", event.timestamp())
                .text("type", event.type())
                .number("id", event.id())
                .number("previousEventId", event.previousId());
        String member = event.detailsName();
        JsonNode details = event.details();
        if (member == null || details == null) return answer.build();
        return answer.node(member, data ? details : withoutData(details)).build();
    }

    private static JsonNode withoutData(JsonNode details) {
        if (!(details.deepCopy() instanceof ObjectNode copy)) return details;
        for (String name : DATA) copy.remove(List.of(name, name + "Details"));
        return copy;
    }

    private static String executionArn(JsonNode input) {
        return Names.arn(Input.required(input, "executionArn"), "execution");
    }
}
