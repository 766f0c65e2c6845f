package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A machine's logging configuration, to and from AWS's shape, and what AWS refuses in it.
final class LoggingRules {
    private final Predicate<String> logGroups;

    LoggingRules(Predicate<String> logGroups) {
        this.logGroups = logGroups;
    }

    /// @param configuration missing for none
    Machine.Logging read(JsonNode configuration) {
        if (configuration.isMissingNode()) return Machine.Logging.OFF;
        Machine.Level level = Machine.Level.valueOf(configuration.path("level").asString(Machine.Level.OFF.name()));
        List<String> groups = new ArrayList<>();
        for (JsonNode destination : configuration.path("destinations")) {
            groups.add(destination
                    .path("cloudWatchLogsLogGroup")
                    .path("logGroupArn")
                    .asString(""));
        }
        if (level != Machine.Level.OFF && groups.size() != 1)
            throw refused("Must specify exactly one Log Destination.");
        for (String group : groups) {
            if (!logGroups.test(group)) throw refused("Log Destination not found.");
        }
        boolean data = configuration.path("includeExecutionData").asBoolean(false);
        return new Machine.Logging(level, data, configuration.has("destinations") ? List.copyOf(groups) : null);
    }

    private static Refused refused(String why) {
        return new Refused("InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why);
    }

    static JsonNode write(Machine.Logging logging) {
        ObjectNode configuration = Json.object();
        configuration.put("level", logging.level().name());
        configuration.put("includeExecutionData", logging.includeExecutionData());
        List<String> groups = logging.destinations();
        if (groups != null) {
            ArrayNode destinations = configuration.putArray("destinations");
            groups.forEach(group ->
                    destinations.addObject().putObject("cloudWatchLogsLogGroup").put("logGroupArn", group));
        }
        return configuration;
    }
}
