package dev.sluice.gateway.sqs;

import dev.sluice.core.Arn;
import dev.sluice.events.Events;
import dev.sluice.events.Origin;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// SQS's operations, which the queues carry out as they are.
///
/// @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">API reference</a>
public final class SqsService implements Service {
    private static final String BATCH = "Batch";

    private final Events events;

    /// The service over this stage's queues.
    public SqsService(Events events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public Set<String> operations() {
        return events.queueOperations();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        return events.queueCall(operation, input, new Origin(caller.account(), caller.lineage()));
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        // A batch is the same action as its single form.
        String action =
                operation.endsWith(BATCH) ? operation.substring(0, operation.length() - BATCH.length()) : operation;
        String url = input.path("QueueUrl").asString(input.path("QueueName").asString(""));
        String name = url.substring(url.lastIndexOf('/') + 1);
        String arn = name.isEmpty()
                ? "*"
                : Arn.of("sqs", caller.region(), caller.account(), name).toString();
        return List.of(new Access("sqs:" + action, arn));
    }
}
