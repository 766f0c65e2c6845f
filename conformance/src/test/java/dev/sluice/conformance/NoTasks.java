package dev.sluice.conformance;

import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import tools.jackson.databind.JsonNode;

/// A server that can run nothing.
final class NoTasks implements TaskTarget {
    @Override
    public TaskResult run(TaskRequest request) {
        return new TaskResult.Failed("States.TaskFailed", "nothing runs here");
    }

    @Override
    public TaskResult await(TaskRequest request, JsonNode submitted) {
        return run(request);
    }

    @Override
    public void cancel(TaskRequest request, JsonNode submitted) {}
}
