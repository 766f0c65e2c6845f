package dev.sluice.conformance.load;

import dev.sluice.core.Json;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs scenarios and counts what was completed: by the answers where they bring the output, else by the server's own
/// list of executions once the clients are done, with the outputs of a part of them looked at.
final class Machines {
    /// One of so many executions that end by themselves is described, and its output compared, within the time.
    static final int OUTPUT_CHECKED_EVERY = 16;

    private static final int LIST_PAGE = 1_000;
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(60);
    private static final String ROLE = "arn:aws:iam::000000000000:role/bench";

    private final ServerUnderLoad server;
    private int made;

    Machines(ServerUnderLoad server) {
        this.server = server;
    }

    /// Standard executions, durable and with their history.
    Result standard(Scenario scenario, int clients, Duration time) {
        try (Connection connection = server.connect()) {
            String activity = scenario.way() == Scenario.Way.CALLBACK ? activity(connection) : "";
            String machine = create(connection, scenario.definition().replace("ACTIVITY", activity), "STANDARD");
            Starter starter = new Starter(scenario, start(machine, scenario), activity);
            Result clientSide = Clients.run(server, clients, time, starter);
            int completions = completed(connection, machine);
            if (completions != clientSide.completions()) {
                throw new IllegalStateException(
                        clientSide.completions() + " acknowledged, " + completions + " completed");
            }
            return clientSide;
        }
    }

    /// Synchronous Express executions; each answer brings the output.
    Result synchronous(Scenario scenario, int clients, Duration time) {
        String wanted = scenario.outputInAnswer();
        try (Connection connection = server.connect()) {
            String start = start(create(connection, scenario.definition(), "EXPRESS"), scenario);
            return Clients.run(server, clients, time, (client, round) -> {
                String answer = client.call("StartSyncExecution", start);
                if (!answer.contains(wanted)) throw new IllegalStateException("wrong output: " + answer);
            });
        }
    }

    private record Starter(Scenario scenario, String start, String activity) implements Clients.Work {
        @Override
        public void once(Connection client, int round) {
            String answer = client.call("StartExecution", start);
            switch (scenario.way()) {
                case ALONE -> {
                    if (round % OUTPUT_CHECKED_EVERY == 0) ended(client, answer);
                }
                case TASK -> ended(client, answer);
                case CALLBACK -> giveBack(client);
            }
        }

        /// Looks until the execution has ended and compares its output.
        private void ended(Connection client, String started) {
            String arn = Json.parse(started).path("executionArn").asString();
            String body = "{\"executionArn\":" + Json.write(Json.text(arn)) + "}";
            String answer = client.call("DescribeExecution", body);
            while (answer.contains("\"status\":\"RUNNING\"")) answer = client.call("DescribeExecution", body);
            if (!answer.contains(scenario.outputInAnswer())) throw new IllegalStateException("wrong output: " + answer);
        }

        private void giveBack(Connection client) {
            JsonNode task = client.call("GetActivityTask", Json.object("activityArn", activity));
            ObjectNode result = Json.object("taskToken", task.path("taskToken").asString());
            client.call("SendTaskSuccess", result.put("output", scenario.output()));
        }
    }

    private static String start(String machine, Scenario scenario) {
        return Json.write(Json.object("stateMachineArn", machine, "input", scenario.input()));
    }

    private String create(Connection connection, String definition, String type) {
        ObjectNode body =
                Json.object("name", "bench-" + ++made, "definition", definition, "roleArn", ROLE, "type", type);
        return connection
                .call("CreateStateMachine", body)
                .path("stateMachineArn")
                .asString();
    }

    private String activity(Connection connection) {
        return connection
                .call("CreateActivity", Json.object("name", "bench-" + ++made))
                .path("activityArn")
                .asString();
    }

    private static int completed(Connection connection, String machine) {
        long end = System.nanoTime() + END_WAIT_MAX.toNanos();
        while (count(connection, machine, "RUNNING") > 0) {
            if (System.nanoTime() > end) throw new IllegalStateException("executions still run after " + END_WAIT_MAX);
        }
        return count(connection, machine, "SUCCEEDED");
    }

    private static int count(Connection connection, String machine, String status) {
        int count = 0;
        ObjectNode request = Json.object("stateMachineArn", machine, "statusFilter", status);
        request.put("maxResults", LIST_PAGE);
        while (true) {
            JsonNode page = connection.call("ListExecutions", request);
            count += page.path("executions").size();
            if (!page.path("nextToken").isString()) return count;
            request.put("nextToken", page.path("nextToken").asString());
        }
    }
}
