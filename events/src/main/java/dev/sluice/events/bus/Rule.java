package dev.sluice.events.bus;

import dev.sluice.core.Json;
import tools.jackson.databind.node.ObjectNode;

/// A rule as it is set up.
///
/// @param settings EventPattern, ScheduleExpression, Description, RoleArn and Tags, those that were given
record Rule(String bus, String name, boolean enabled, ObjectNode settings) {
    String pattern() {
        return settings.path("EventPattern").asString("");
    }

    String schedule() {
        return settings.path("ScheduleExpression").asString("");
    }

    String state() {
        return enabled ? "ENABLED" : "DISABLED";
    }

    Rule with(boolean nowEnabled) {
        return new Rule(bus, name, nowEnabled, settings);
    }

    /// The members that describe it, without its ARN.
    ObjectNode describe() {
        ObjectNode text = Json.object("Name", name);
        for (String member : new String[] {"EventPattern", "ScheduleExpression", "Description", "RoleArn"})
            if (settings.has(member)) text.set(member, settings.get(member));
        text.put("State", state());
        text.put("EventBusName", bus);
        return text;
    }
}
