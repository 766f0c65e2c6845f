package dev.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// The stage under test: a virtual clock, a target that writes down what it is given.
final class Stage implements AutoCloseable, Target {
    final List<Parcel> delivered = new CopyOnWriteArrayList<>();
    final Events events;
    volatile RuntimeException failure;
    private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

    Stage(Path directory) {
        events = Events.open(
                directory.resolve("events.db"),
                new Owner("000000000000", "us-east-1", "http://localhost:4566"),
                this,
                () -> now,
                Ids.random());
    }

    @Override
    public boolean reaches(String arn) {
        return !arn.contains("nowhere");
    }

    @Override
    public void deliver(Parcel parcel) {
        RuntimeException wanted = failure;
        if (wanted != null) throw wanted;
        delivered.add(parcel);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    JsonNode sqs(String operation, String request) {
        return events.queueCall(operation, Json.parse(request.replace('\'', '"')), new Origin("me", ""));
    }

    JsonNode sns(String operation, String request) {
        return events.topicCall(operation, Json.parse(request.replace('\'', '"')), new Origin("me", "line:1"));
    }

    JsonNode bus(String operation, String request) {
        return events.busCall(operation, Json.parse(request.replace('\'', '"')), new Origin("me", "line:1"));
    }

    /// Makes a queue. @return the start of a request that names it
    String queue(String name, String attributes) {
        JsonNode made = sqs("CreateQueue", "{'QueueName':'" + name + "','Attributes':{" + attributes + "}}");
        return "{'QueueUrl':'" + made.path("QueueUrl").asString() + "'";
    }

    /// Bodies of the messages that are there; they stay invisible afterwards.
    List<String> bodies(String queue) {
        return sqs("ReceiveMessage", queue + ",'MaxNumberOfMessages':10}")
                .path("Messages")
                .valueStream()
                .map(message -> message.path("Body").asString())
                .toList();
    }

    /// Carries out what is due and waits until that is over.
    void carry(int expectedWaiting) {
        events.carryDue();
        awaitNothingDue();
        assertThat(events.deliveriesWaiting()).isEqualTo(expectedWaiting);
    }

    /// Waits until what was set off has been taken or put off.
    void awaitNothingDue() {
        long until = System.nanoTime() + 5_000_000_000L;
        while (events.deliveriesDue() > 0 && System.nanoTime() < until) LockSupport.parkNanos(1_000_000);
        assertThat(events.deliveriesDue()).isZero();
    }

    static void assertRefused(String code, String text, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.text()).isEqualTo(text);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    @Override
    public void close() {
        events.close();
    }
}
