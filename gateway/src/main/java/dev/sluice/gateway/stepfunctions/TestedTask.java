package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.model.State;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Trial;
import dev.sluice.core.Refused;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Really does the work of a tested Task, as TestState does without a mock.
record TestedTask(TaskTarget tasks, TestContext.Place place, String roleArn) {
    /// AWS's limit of one TestState call.
    private static final Duration TIME_MAX = Duration.ofMinutes(5);

    Trial.Done run(State state, JsonNode arguments) {
        if (!(state instanceof State.Task task)) throw new IllegalStateException("only a Task works without a mock");
        TaskRequest request = new TaskRequest(
                task.resource().arn(),
                arguments,
                place.execution(),
                place.arn("express:" + place.machine() + ":" + place.execution()),
                place.arn("stateMachine:" + place.machine()),
                state.name(),
                roleArn,
                null,
                TIME_MAX,
                Lineage.NONE);
        try {
            return switch (tasks.run(request)) {
                case TaskResult.Succeeded(var output) -> new Trial.Done.Result(output);
                case TaskResult.Submitted(var output) -> new Trial.Done.Result(output);
                case TaskResult.Failed(var error, var cause) -> new Trial.Done.Error(new Failure(error, cause));
            };
        } catch (Refused refused) {
            return new Trial.Done.Error(new Failure(refused.code(), refused.text()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Trial.Done.Error(new Failure("States.Timeout", null));
        }
    }
}
