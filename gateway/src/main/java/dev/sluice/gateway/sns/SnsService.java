package dev.sluice.gateway.sns;

import dev.sluice.core.Arn;
import dev.sluice.events.Events;
import dev.sluice.events.Origin;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// SNS's operations, which the topics carry out as they are.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/api/welcome.html">API reference</a>
public final class SnsService implements Service {
    private static final int ARN_PARTS_OF_TOPIC = 6;

    private final Events events;

    /// The service over this stage's topics.
    public SnsService(Events events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Set<String> operations() {
        return events.topicOperations();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        return events.topicCall(operation, input, new Origin(caller.account(), caller.lineage()));
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        String action = operation.equals("PublishBatch") ? "Publish" : operation;
        return List.of(new Access("sns:" + action, resource(input, caller)));
    }

    /// The topic it is about; a subscription belongs to its topic.
    private static String resource(JsonNode input, Caller caller) {
        String arn = Stream.of("TopicArn", "TargetArn", "ResourceArn", "SubscriptionArn")
                .map(member -> input.path(member).asString(""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        if (!arn.isEmpty())
            return Stream.of(arn.split(":"))
                    .limit(ARN_PARTS_OF_TOPIC)
                    .reduce((a, b) -> a + ":" + b)
                    .orElse("*");
        String name = input.path("Name").asString("");
        return name.isEmpty()
                ? "*"
                : Arn.of("sns", caller.region(), caller.account(), name).toString();
    }
}
