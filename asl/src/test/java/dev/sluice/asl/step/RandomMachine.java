package dev.sluice.asl.step;

import dev.sluice.core.Json;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Machines of random shape, all of them accepted by AWS.
final class RandomMachine {
    private static final int STATES_MAX = 4;
    private static final List<String> RESOURCES = List.of(
            "arn:aws:lambda:us-east-1:111111111111:function:f",
            "arn:aws:states:us-east-1:111111111111:activity:a",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken");

    private final Random random;
    private int names;

    private RandomMachine(Random random) {
        this.random = random;
    }

    static JsonNode definition(Random random) {
        ObjectNode machine = new RandomMachine(random).flow(2);
        if (random.nextInt(4) == 0) machine.put("TimeoutSeconds", 1 + random.nextInt(300));
        return machine;
    }

    private ObjectNode flow(int depth) {
        int count = 1 + random.nextInt(STATES_MAX);
        int first = names;
        names += count;
        ObjectNode states = Json.object();
        for (int i = 0; i < count; i++) {
            String next = i + 1 < count ? "S" + (first + i + 1) : null;
            ObjectNode state = state(depth, next);
            states.set("S" + (first + i), state);
        }
        ObjectNode flow = Json.object("StartAt", "S" + first);
        flow.set("States", states);
        return flow;
    }

    private ObjectNode state(int depth, String next) {
        ObjectNode state =
                switch (random.nextInt(depth > 0 ? 8 : 6)) {
                    case 0 -> Json.object("Type", "Pass");
                    case 1 -> Json.object("Type", "Wait").put("Seconds", random.nextInt(30));
                    case 2 -> random.nextInt(4) == 0 ? Json.object("Type", "Fail", "Error", "Busy") : task(next);
                    case 3, 4, 5 -> task(next);
                    case 6 -> handled(parallel(depth), next);
                    default -> handled(map(depth), next);
                };
        if (state.get("Type").asString().equals("Fail")) return state;
        return next == null ? state.put("End", true) : state.put("Next", next);
    }

    private ObjectNode task(String next) {
        ObjectNode task = Json.object("Type", "Task", "Resource", RESOURCES.get(random.nextInt(RESOURCES.size())));
        if (random.nextBoolean()) task.put("TimeoutSeconds", 20 + random.nextInt(60));
        if (random.nextBoolean()) task.put("HeartbeatSeconds", 1 + random.nextInt(19));
        task.set("Assign", Json.object("v" + random.nextInt(3), "x"));
        return handled(task, next);
    }

    private ObjectNode handled(ObjectNode state, String next) {
        if (random.nextBoolean()) {
            ObjectNode retrier = Json.object().put("MaxAttempts", random.nextInt(3));
            retrier.set("ErrorEquals", errors());
            state.set("Retry", Json.array().add(retrier));
        }
        if (random.nextBoolean() && next != null) {
            ObjectNode catcher = Json.object("Next", next);
            catcher.set("ErrorEquals", errors());
            state.set("Catch", Json.array().add(catcher));
        }
        return state;
    }

    private ArrayNode errors() {
        return Json.array().add(List.of("States.ALL", "States.Timeout", "Busy").get(random.nextInt(3)));
    }

    private ObjectNode parallel(int depth) {
        ArrayNode branches = Json.array();
        for (int i = 0; i <= random.nextInt(3); i++) branches.add(flow(depth - 1));
        ObjectNode parallel = Json.object("Type", "Parallel");
        parallel.set("Branches", branches);
        return parallel;
    }

    private ObjectNode map(int depth) {
        ObjectNode map = Json.object("Type", "Map", "ItemsPath", "$$.Execution.Input");
        map.put("MaxConcurrency", random.nextInt(3));
        map.set("ItemProcessor", flow(depth - 1));
        return map;
    }
}
