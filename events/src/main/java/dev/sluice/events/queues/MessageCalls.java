package dev.sluice.events.queues;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Sending, receiving and deleting messages, one by one and in batches.
final class MessageCalls {
    private static final int BATCH_ENTRIES_MAX = 10;
    private static final int RECEIVE_MESSAGES_MAX = 10;
    private static final int VISIBILITY_SECONDS_MAX = 43_200;
    private static final int WAIT_SECONDS_MAX = 20;

    private final Database database;
    private final QueueCalls queues;
    private final Messages messages;
    private final Arrivals arrivals;
    private final InstantSource clock;

    MessageCalls(Database database, QueueCalls queues, Messages messages, Arrivals arrivals, InstantSource clock) {
        this.database = database;
        this.queues = queues;
        this.messages = messages;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    JsonNode send(JsonNode request, Origin origin) {
        return database.write(tx -> send(tx, queues.require(tx, request), request, origin));
    }

    private ObjectNode send(Tx tx, Queue queue, JsonNode entry, Origin origin) {
        NewMessage message = SendRequest.read(queue, entry, origin);
        Messages.Sent sent = messages.send(tx, queue, message);
        ObjectNode output = Json.object("MessageId", sent.messageId());
        output.put("MD5OfMessageBody", MessageDigests.body(message.body()));
        if (!message.attributes().isEmpty())
            output.put("MD5OfMessageAttributes", MessageDigests.attributes(message.attributes()));
        JsonNode system = entry.path("MessageSystemAttributes");
        if (!system.isEmpty()) output.put("MD5OfMessageSystemAttributes", MessageDigests.attributes(system));
        if (sent.sequence() != null) output.put("SequenceNumber", sequence(sent.sequence()));
        return output;
    }

    /// Twenty digits, growing within a queue.
    private static String sequence(long number) {
        return "%020d".formatted(number);
    }

    JsonNode sendBatch(JsonNode request, Origin origin) {
        requireSmallEnough(request);
        return batch(
                request,
                "SendMessageBatchRequestEntry",
                (tx, entry) -> send(tx, queues.require(tx, request), entry, origin));
    }

    private static void requireSmallEnough(JsonNode request) {
        long bytes = 0;
        for (JsonNode entry : request.path("Entries"))
            bytes += Json.utf8Bytes(entry.path("MessageBody").asString(""))
                    + SendRequest.attributeBytes(entry.path("MessageAttributes"));
        if (bytes > QueueAttributes.MESSAGE_BYTES_MAX)
            throw new Refused(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + QueueAttributes.MESSAGE_BYTES_MAX
                            + " bytes. You have sent " + bytes + " bytes.");
    }

    JsonNode delete(JsonNode request) {
        database.write(tx -> delete(tx, request, request));
        return Json.object();
    }

    private ObjectNode delete(Tx tx, JsonNode request, JsonNode entry) {
        Queue queue = queues.require(tx, request);
        messages.delete(tx, queue, Handle.read(entry.path("ReceiptHandle").asString("")));
        return Json.object();
    }

    JsonNode deleteBatch(JsonNode request) {
        return batch(request, "DeleteMessageBatchRequestEntry", (tx, entry) -> delete(tx, request, entry));
    }

    JsonNode changeVisibility(JsonNode request) {
        database.write(tx -> changeVisibility(tx, request, request));
        return Json.object();
    }

    private ObjectNode changeVisibility(Tx tx, JsonNode request, JsonNode entry) {
        Queue queue = queues.require(tx, request);
        long seconds = between(entry, "VisibilityTimeout", 0, VISIBILITY_SECONDS_MAX, 0);
        String handle = entry.path("ReceiptHandle").asString("");
        if (!messages.changeVisibility(tx, queue, Handle.read(handle), seconds * 1_000))
            throw SqsErrors.invalid(
                    handle,
                    "ReceiptHandle",
                    "Message does not exist or is not available for visibility timeout change.");
        return Json.object();
    }

    JsonNode changeVisibilityBatch(JsonNode request) {
        return batch(
                request,
                "ChangeMessageVisibilityBatchRequestEntry",
                (tx, entry) -> changeVisibility(tx, request, entry));
    }

    /// Each entry succeeds or fails by itself; all share one transaction and so one sync.
    private JsonNode batch(JsonNode request, String kind, BiFunction<Tx, JsonNode, ObjectNode> one) {
        requireDistinctIds(request.path("Entries"), kind);
        ArrayNode successful = Json.array();
        ArrayNode failed = Json.array();
        database.write(tx -> {
            queues.require(tx, request);
            for (JsonNode entry : request.path("Entries")) {
                try {
                    ObjectNode done = one.apply(tx, entry);
                    ObjectNode answer = Json.object("Id", entry.path("Id").asString());
                    answer.setAll(done);
                    successful.add(answer);
                } catch (Refused e) {
                    ObjectNode answer = Json.object("Id", entry.path("Id").asString());
                    answer.put("SenderFault", true);
                    answer.put("Code", e.code());
                    answer.put("Message", e.text());
                    failed.add(answer);
                }
            }
            return null;
        });
        ObjectNode output = Json.object();
        output.set("Successful", successful);
        if (!failed.isEmpty()) output.set("Failed", failed);
        return output;
    }

    private static void requireDistinctIds(JsonNode entries, String kind) {
        if (entries.isEmpty())
            throw new Refused("EmptyBatchRequest", "There should be at least one " + kind + " in the request.");
        if (entries.size() > BATCH_ENTRIES_MAX)
            throw new Refused(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are " + BATCH_ENTRIES_MAX + ". You have sent "
                            + entries.size() + ".");
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asString("");
            if (!id.matches("[A-Za-z0-9_-]{1,80}"))
                throw new Refused(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at"
                                + " most 80 letters long.");
            if (!ids.add(id)) throw new Refused("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
        }
    }

    JsonNode receive(JsonNode request) {
        if (request.hasNonNull("ReceiveRequestAttemptId")) throw SqsErrors.unsupported("ReceiveRequestAttemptId");
        int limit = (int) between(request, "MaxNumberOfMessages", 1, RECEIVE_MESSAGES_MAX, 1);
        Queue first = database.read(tx -> queues.require(tx, request));
        long waitMillis = between(request, "WaitTimeSeconds", 0, WAIT_SECONDS_MAX, first.waitSeconds()) * 1_000;
        long visibility =
                between(request, "VisibilityTimeout", 0, VISIBILITY_SECONDS_MAX, first.visibilityMillis() / 1_000)
                        * 1_000;
        List<Messages.Received> received = await(request, limit, visibility, waitMillis);
        ObjectNode output = Json.object();
        if (received.isEmpty()) return output;
        ArrayNode shown = Json.array();
        received.forEach(message -> shown.add(ReceivedText.show(message, request)));
        output.set("Messages", shown);
        return output;
    }

    private List<Messages.Received> await(JsonNode request, int limit, long visibilityMillis, long waitMillis) {
        long until = System.nanoTime() + waitMillis * 1_000_000;
        while (true) {
            long seen = arrivals.commits();
            // Look before writing: an idle poller must not cost a disk sync each time.
            Queue queue = database.read(tx -> queues.require(tx, request));
            List<Messages.Received> received = new ArrayList<>();
            if (database.read(tx -> messages.any(tx, queue))) {
                received.addAll(database.write(
                        tx -> messages.receive(tx, queues.require(tx, request), limit, visibilityMillis)));
            }
            long leftMillis = (until - System.nanoTime()) / 1_000_000;
            if (!received.isEmpty() || leftMillis <= 0) return received;
            long next = database.read(tx -> messages.nextVisible(tx, queue))
                    .map(visible -> Math.max(1, visible - clock.millis()))
                    .orElse(leftMillis);
            if (!arrivals.await(seen, Math.min(leftMillis, next))) return received;
        }
    }

    private static long between(JsonNode request, String parameter, long low, long high, long otherwise) {
        JsonNode value = request.path(parameter);
        if (!value.isNumber()) return otherwise;
        long number = value.asLong();
        if (number >= low && number <= high) return number;
        throw SqsErrors.invalid(
                String.valueOf(number), parameter, "Must be between " + low + " and " + high + ", if provided.");
    }
}
