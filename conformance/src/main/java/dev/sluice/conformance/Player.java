package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Plays one recording's calls and gathers the answers under the keys of the recorded ones.
final class Player {
    private static final Duration EXECUTION_TIME_MAX = Duration.ofSeconds(100);
    private static final Duration EVENTS_TIME_MAX = Duration.ofSeconds(15);
    private static final String INVENTED_MAP_RUN =
            "arn:aws:states:us-east-1:111111111111:mapRun:x/y:00000000-0000-0000-0000-000000000000";
    private static final Set<String> DATES =
            Set.of("creationDate", "startDate", "stopDate", "updateDate", "redriveDate", "timestamp", "LastModified");

    private final Endpoint client;
    private final ClientRules clientRules;
    private final Recording recording;
    private final Aliases aliases;
    private final ObjectNode observed = Json.object();
    private final Gathered gathered = new Gathered();
    private final List<Recording.Step> answersLater = new ArrayList<>();
    private final StringBuilder trouble = new StringBuilder();

    /// A call went wrong in a way that ends the case.
    static final class Stuck extends RuntimeException {
        Stuck(String message) {
            super(message);
        }
    }

    Player(Endpoint client, ClientRules clientRules, Recording recording, Aliases aliases) {
        this.client = client;
        this.clientRules = clientRules;
        this.recording = recording;
        this.aliases = aliases;
    }

    /// All observed answers in recorded names.
    ObjectNode play() {
        List<Recording.Step> steps = recording.steps();
        for (int i = 0; i < steps.size(); i++) step(steps.get(i), i + 1);
        readLogs();
        for (Map.Entry<String, JsonNode> extra : recording.expected().properties()) {
            String key = extra.getKey();
            if (!observed.has(key)) gathered.build(key).ifPresent(built -> observed.set(key, built));
        }
        return (ObjectNode) Json.parse(aliases.incoming(Json.write(observed)));
    }

    /// Reads the log lines that a recorded value was built of, where the recording leaves out the reading.
    private void readLogs() {
        boolean read = recording.steps().stream().anyMatch(step -> step.call().equals("GetLogEvents"));
        if (read || !recording.expected().has("logged_execution_events")) return;
        for (Recording.Step step : List.copyOf(recording.steps())) {
            if (!step.call().equals("CreateLogGroup")) continue;
            ObjectNode params = (ObjectNode) step.params().deepCopy();
            step(new Recording.Step("logs", "DescribeLogStreams", params, "", true), 0);
            ObjectNode lines = params.deepCopy().put("logStreamName", "").put("startFromHead", true);
            step(new Recording.Step("logs", "GetLogEvents", lines, "", true), 0);
        }
    }

    /// Calls that set something up and were refused: they may explain a difference later on.
    String trouble() {
        return trouble.toString();
    }

    private void step(Recording.Step step, int number) {
        Optional<String> refusal = step.service().equals("stepfunctions")
                ? clientRules.refusal(step.call(), step.params())
                : Optional.empty();
        if (refusal.isPresent()) {
            if (!step.answer().isEmpty()) observed.set(step.answer(), clientError(step, refusal.get()));
            return;
        }
        if (step.params().path("taskToken").asString("").equals("invented-token")) {
            answersLater.add(step);
            return;
        }
        JsonNode params = prepared(step);
        wait(step, params);
        Reply reply = call(step, params);
        boolean setsUp =
                !step.service().equals("stepfunctions") && step.answer().isEmpty();
        if (reply.failed() && setsUp) {
            trouble.append("\n      step ")
                    .append(number)
                    .append(" ")
                    .append(step.service())
                    .append(":")
                    .append(step.call())
                    .append(" answered ")
                    .append(reply.errorCode());
        } else if (reply.failed() && !step.fails()) {
            throw new Stuck("step " + number + " " + step.service() + ":" + step.call() + " answered "
                    + reply.errorCode() + ": " + reply.errorMessage());
        }
        if (!reply.failed()) learn(step, number, reply.body());
        if (!step.answer().isEmpty()) observed.set(step.answer(), answer(step, reply));
        if (step.call().equals("GetExecutionHistory")) gathered.history(reply.body());
    }

    private JsonNode prepared(Recording.Step step) {
        JsonNode params = aliases.outgoing(step.params());
        if (!(params instanceof ObjectNode object)) return params;
        JsonNode definition = object.path("definition");
        if (definition.isObject()) object.put("definition", DefinitionText.of(definition));
        if (step.call().equals("CreateFunction")) {
            String behaviour = step.params().path("Code").path("behaviour").asString("");
            object.set("Code", Json.object("ZipFile", FunctionCode.zipped(behaviour)));
        }
        if (step.service().equals("logs")
                && object.path("logStreamName").asString("x").isEmpty()) {
            object.put("logStreamName", gathered.logStream());
        }
        return params;
    }

    /// Waits for what the recorded client waited for.
    private void wait(Recording.Step step, JsonNode params) {
        String arn = params.path("executionArn").asString("");
        boolean running = recording
                .expected()
                .path(step.answer())
                .path("status")
                .asString("")
                .equals("RUNNING");
        boolean needsEnd =
                switch (step.call()) {
                    case "GetExecutionHistory", "ListMapRuns" -> true;
                    case "DescribeExecution" -> !running && !step.fails();
                    default -> false;
                };
        boolean executes = arn.contains(":execution:");
        if (executes && needsEnd) answerTokens();
        JsonNode events = recording.expected().path(step.answer()).path("events");
        if (executes && needsEnd && stillRuns(events)) awaitEvents(arn, events.size());
        else if (executes && needsEnd) awaitEnd(arn);
        if (step.call().equals("ListExecutions")) gathered.started().forEach(this::awaitEnd);
    }

    /// Does what a worker beside the recorded client did: takes a token from the queue and answers the task.
    private void answerTokens() {
        for (Recording.Step step : answersLater) {
            Instant latest = Instant.now().plus(EVENTS_TIME_MAX);
            String token = "";
            while (token.isEmpty() && Instant.now().isBefore(latest)) {
                Reply reply = client.call("sqs", "ReceiveMessage", Json.object("QueueUrl", gathered.queue()));
                for (JsonNode message : reply.body().path("Messages")) {
                    JsonNode body = Json.parse(message.path("Body").asString("{}"));
                    token = body.path("TaskToken").asString("");
                }
                if (token.isEmpty()) pause(50);
            }
            ObjectNode params = (ObjectNode) step.params().deepCopy();
            client.call(step.service(), step.call(), params.put("taskToken", token));
        }
        answersLater.clear();
    }

    /// Whether a recorded history was taken before the execution's end.
    private static boolean stillRuns(JsonNode events) {
        if (events.isEmpty()) return false;
        String last = events.path(events.size() - 1).path("type").asString("");
        return !last.startsWith("Execution") || last.equals("ExecutionStarted");
    }

    private void awaitEvents(String arn, int count) {
        Instant latest = Instant.now().plus(EVENTS_TIME_MAX);
        while (Instant.now().isBefore(latest)) {
            Reply reply = client.call("stepfunctions", "GetExecutionHistory", Json.object("executionArn", arn));
            if (reply.body().path("events").size() >= count) return;
            pause(20);
        }
    }

    private void awaitEnd(String arn) {
        Instant latest = Instant.now().plus(EXECUTION_TIME_MAX);
        long pauseMillis = 5;
        while (true) {
            Reply reply = client.call("stepfunctions", "DescribeExecution", Json.object("executionArn", arn));
            if (!reply.body().path("status").asString("").equals("RUNNING")) return;
            if (Instant.now().isAfter(latest)) throw new Stuck("execution is still running: " + arn);
            pause(pauseMillis);
            pauseMillis = Math.min(500, pauseMillis * 2);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Reply call(Recording.Step step, JsonNode params) {
        return switch (step.call()) {
            case "GetLogEvents", "DescribeLogStreams" -> poll(step, params);
            case "ReceiveMessage" ->
                recording.expected().has("stepfunctions_events")
                        ? poll(step, params)
                        : client.call(step.service(), step.call(), params);
            case "GetFunction" -> awaitActive(step, params);
            default -> client.call(step.service(), step.call(), params);
        };
    }

    private Reply awaitActive(Recording.Step step, JsonNode params) {
        Instant latest = Instant.now().plus(EVENTS_TIME_MAX);
        while (true) {
            Reply reply = client.call(step.service(), step.call(), params);
            boolean pending = reply.body()
                    .path("Configuration")
                    .path("State")
                    .asString("")
                    .equals("Pending");
            if (!pending || Instant.now().isAfter(latest)) return reply;
            pause(20);
        }
    }

    /// Logs and events arrive a little later than what they tell of.
    private Reply poll(Recording.Step step, JsonNode params) {
        Instant latest = Instant.now().plus(EVENTS_TIME_MAX);
        while (true) {
            Reply reply = client.call(step.service(), step.call(), params);
            if (reply.failed()) return reply;
            gathered.take(step.call(), reply.body());
            if (gathered.enough(step.call(), recording.expected())
                    || Instant.now().isAfter(latest)) return reply;
            pause(50);
        }
    }

    private void learn(Recording.Step step, int number, JsonNode body) {
        aliases.answered(body);
        String arn = body.path("executionArn").asString("");
        if (step.call().equals("StartExecution") || step.call().equals("StartSyncExecution")) {
            String recorded = String.format("00000000-0000-4000-8000-%012d", number);
            String[] parts = arn.split(":", -1);
            if (parts.length == 9) aliases.learn(recorded.replace("-8000-", "-9000-"), parts[8]);
            boolean named = step.params().has("name");
            if (parts.length >= 8 && !named) aliases.learn(recorded, parts[7]);
            if (arn.contains(":execution:")) gathered.started(arn);
        }
        if (step.call().equals("ListMapRuns")) {
            String run = body.path("mapRuns").path(0).path("mapRunArn").asString("");
            aliases.stands(INVENTED_MAP_RUN, run);
        }
        if (step.call().equals("CreateQueue")) {
            gathered.queue(body.path("QueueUrl").asString());
            String name = step.params().path("QueueName").asString();
            aliases.learn(
                    "https://sqs.us-east-1.amazonaws.com/111111111111/" + name,
                    body.path("QueueUrl").asString());
        }
    }

    private JsonNode answer(Recording.Step step, Reply reply) {
        ObjectNode metadata = Json.object();
        metadata.put("HTTPStatusCode", reply.status());
        metadata.set("HTTPHeaders", Json.object());
        if (reply.failed()) return serverError(step, reply, metadata);
        JsonNode body = dated(reply.body());
        if (!(body instanceof ObjectNode answer)) return body;
        ownOnly(answer);
        answer.set("ResponseMetadata", metadata);
        return answer;
    }

    /// Other cases run at the same time, so lists of everything are cut down to this case's own.
    private void ownOnly(ObjectNode answer) {
        for (String list : List.of("stateMachines", "activities")) {
            if (!(answer.path(list) instanceof ArrayNode lines)) continue;
            ArrayNode own = Json.array();
            for (JsonNode line : lines) if (aliases.owns(Json.write(line))) own.add(line);
            answer.set(list, own);
        }
    }

    /// A client's parser makes dates of these members.
    private static JsonNode dated(JsonNode body) {
        JsonNode copy = body.deepCopy();
        Paths.members(copy, (parent, key) -> {
            boolean number = parent.path(key).isNumber();
            if (DATES.contains(key) && (number || key.equals("LastModified"))) {
                parent.put(key, Normaliser.DATE + parent.path(key).asString(""));
            }
        });
        return copy;
    }

    private JsonNode serverError(Recording.Step step, Reply reply, ObjectNode metadata) {
        String said = "An error occurred (" + reply.errorCode() + ") when calling the " + step.call() + " operation: "
                + reply.errorMessage();
        JsonNode recorded = recording.expected().path(step.answer());
        if (recorded.isString()) return Json.text(said);
        if (recorded.has("exception_typename")) {
            return Json.object("exception_typename", reply.errorCode(), "exception_value", said);
        }
        ObjectNode error = Json.object();
        error.set("Error", Json.object("Code", reply.errorCode(), "Message", reply.errorMessage()));
        reply.body().properties().forEach(member -> error.set(member.getKey(), member.getValue()));
        error.set("ResponseMetadata", metadata);
        return error;
    }

    private JsonNode clientError(Recording.Step step, String message) {
        JsonNode recorded = recording.expected().path(step.answer());
        return recorded.isString()
                ? Json.text(message)
                : Json.object("exception_typename", "ParamValidationError", "exception_value", message);
    }
}
