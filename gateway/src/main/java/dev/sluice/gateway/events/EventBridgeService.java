package dev.sluice.gateway.events;

import dev.sluice.core.Arn;
import dev.sluice.events.Events;
import dev.sluice.events.Origin;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// EventBridge's operations, which the event buses carry out as they are.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html">API reference</a>
public final class EventBridgeService implements Service {
    private static final String DEFAULT_BUS = "default";

    private final Events events;

    /// The service over this stage's buses.
    public EventBridgeService(Events events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Set<String> operations() {
        return events.busOperations();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        return events.busCall(operation, input, new Origin(caller.account(), caller.lineage()));
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        if (operation.equals("PutEvents")) {
            return StreamSupport.stream(input.path("Entries").spliterator(), false)
                    .map(entry -> bus(entry.path("EventBusName").asString(DEFAULT_BUS), caller))
                    .distinct()
                    .map(arn -> new Access("events:PutEvents", arn))
                    .toList();
        }
        return List.of(new Access("events:" + operation, resource(operation, input, caller)));
    }

    private static String resource(String operation, JsonNode input, Caller caller) {
        String tagged = input.path("ResourceARN").asString("");
        if (!tagged.isEmpty()) return tagged;
        String name = input.path("Name").asString("");
        if (operation.endsWith("EventBus")) return bus(name, caller);
        String rule = input.path("Rule").asString(name);
        if (rule.isEmpty()) return "*";
        String bus = input.path("EventBusName").asString(DEFAULT_BUS);
        String shown = bus.substring(bus.lastIndexOf('/') + 1);
        return arn("rule/" + (shown.equals(DEFAULT_BUS) ? "" : shown + "/") + rule, caller);
    }

    private static String bus(String nameOrArn, Caller caller) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : arn("event-bus/" + nameOrArn, caller);
    }

    private static String arn(String resource, Caller caller) {
        return Arn.of("events", caller.region(), caller.account(), resource).toString();
    }
}
