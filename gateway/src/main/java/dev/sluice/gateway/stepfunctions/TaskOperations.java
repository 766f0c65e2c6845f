package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Activities;
import dev.sluice.engine.TaskTokens;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Activities, and answers to tasks that wait for a token.
final class TaskOperations {
    private final Activities activities;
    private final TaskTokens tokens;

    TaskOperations(Activities activities, TaskTokens tokens) {
        this.activities = activities;
        this.tokens = tokens;
    }

    JsonNode create(JsonNode input) {
        String name = Names.name(Input.required(input, "name"));
        MachineOperations.encryption(input);
        Activities.Activity activity = activities.create(name, Input.tags(input));
        return new Answer()
                .text("activityArn", activity.arn())
                .time("creationDate", activity.created())
                .build();
    }

    JsonNode describe(JsonNode input) {
        Activities.Activity activity = activities.describe(activityArn(input));
        return described(activity)
                .node("encryptionConfiguration", Json.object("type", "AWS_OWNED_KEY"))
                .build();
    }

    JsonNode list(JsonNode input) {
        return Answer.page("activities", activities.list(Input.page(input)), TaskOperations::line);
    }

    private static JsonNode line(Activities.Activity activity) {
        return described(activity).build();
    }

    private static Answer described(Activities.Activity activity) {
        return new Answer()
                .text("activityArn", activity.arn())
                .text("name", activity.name())
                .time("creationDate", activity.created());
    }

    JsonNode delete(JsonNode input) {
        activities.delete(activityArn(input));
        return Answer.nothing();
    }

    /// Waits up to a minute; an answer without a token means that there was no work.
    JsonNode poll(JsonNode input) {
        Optional<Activities.Work> work;
        try {
            work = activities.poll(activityArn(input), Input.text(input, "workerName"));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused("ServiceUnavailable", "The server is stopping");
        }
        return work.map(found -> new Answer()
                        .text("taskToken", found.taskToken())
                        .text("input", found.input())
                        .build())
                .orElseGet(() -> new Answer().build());
    }

    JsonNode succeed(JsonNode input) {
        tokens.succeed(Input.required(input, "taskToken"), Input.required(input, "output"));
        return Answer.nothing();
    }

    JsonNode fail(JsonNode input) {
        tokens.fail(Input.required(input, "taskToken"), Input.text(input, "error"), Input.text(input, "cause"));
        return Answer.nothing();
    }

    JsonNode heartbeat(JsonNode input) {
        tokens.heartbeat(Input.required(input, "taskToken"));
        return Answer.nothing();
    }

    private static String activityArn(JsonNode input) {
        return Names.arn(Input.required(input, "activityArn"), "activity");
    }
}
