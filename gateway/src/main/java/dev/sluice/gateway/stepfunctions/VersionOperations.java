package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import dev.sluice.engine.StateMachines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Versions of state machines and the aliases that point to them.
final class VersionOperations {
    private static final Pattern VERSION = Pattern.compile(".*:stateMachine:[^:]+:\\d+");

    private final StateMachines machines;

    VersionOperations(StateMachines machines) {
        this.machines = machines;
    }

    JsonNode publish(JsonNode input) {
        Machine.Created created =
                machines.publish(machineArn(input), Input.text(input, "revisionId"), Input.text(input, "description"));
        return new Answer()
                .time("creationDate", created.created())
                .text("stateMachineVersionArn", created.versionArn())
                .build();
    }

    JsonNode versions(JsonNode input) {
        return Answer.page(
                "stateMachineVersions",
                machines.versions(machineArn(input), Input.page(input)),
                version -> new Answer()
                        .text("stateMachineVersionArn", version.arn())
                        .time("creationDate", version.created())
                        .build());
    }

    JsonNode deleteVersion(JsonNode input) {
        machines.deleteVersion(Names.arn(Input.required(input, "stateMachineVersionArn"), "stateMachine"));
        return Answer.nothing();
    }

    JsonNode createAlias(JsonNode input) {
        List<Machine.Route> routes = routes(input.path("routingConfiguration"));
        Machine.Alias alias =
                machines.createAlias(Input.required(input, "name"), Input.text(input, "description"), routes);
        return new Answer()
                .text("stateMachineAliasArn", alias.arn())
                .time("creationDate", alias.created())
                .build();
    }

    JsonNode updateAlias(JsonNode input) {
        String arn = aliasArn(input);
        String description = Input.text(input, "description");
        boolean reroutes = input.has("routingConfiguration");
        if (description == null && !reroutes) {
            throw refused("Either the description or the routingConfiguration must be specified");
        }
        List<Machine.Route> routes = reroutes ? routes(input.path("routingConfiguration")) : null;
        return new Answer()
                .time("updateDate", machines.updateAlias(arn, description, routes))
                .build();
    }

    private static List<Machine.Route> routes(JsonNode configuration) {
        List<Machine.Route> routes = new ArrayList<>();
        for (JsonNode route : configuration) {
            routes.add(new Machine.Route(
                    route.path("stateMachineVersionArn").asString(""),
                    route.path("weight").asInt(0)));
        }
        List<String> arns = routes.stream().map(Machine.Route::versionArn).toList();
        if (!arns.stream().allMatch(arn -> VERSION.matcher(arn).matches())) {
            throw refused("Routing configuration must contain state machine version ARNs. Received: " + arns);
        }
        if (new HashSet<>(arns).size() < arns.size()) {
            throw refused("Routing configuration must contain distinct state machine version ARNs. Received: " + arns);
        }
        List<Integer> weights = routes.stream().map(Machine.Route::weight).toList();
        if (weights.stream().mapToInt(Integer::intValue).sum() != 100) {
            throw refused("Sum of routing configuration weights must equal 100. Received: " + weights);
        }
        return routes;
    }

    private static Refused refused(String text) {
        return new Refused("ValidationException", text);
    }

    JsonNode describeAlias(JsonNode input) {
        Machine.Alias alias = machines.describeAlias(aliasArn(input));
        ArrayNode routes = Json.array();
        for (Machine.Route route : alias.routes()) {
            routes.add(new Answer()
                    .text("stateMachineVersionArn", route.versionArn())
                    .number("weight", route.weight())
                    .build());
        }
        return new Answer()
                .text("stateMachineAliasArn", alias.arn())
                .text("name", alias.name())
                .text("description", alias.description())
                .node("routingConfiguration", routes)
                .time("creationDate", alias.created())
                .time("updateDate", alias.updated() == null ? alias.created() : alias.updated())
                .build();
    }

    JsonNode aliases(JsonNode input) {
        return Answer.page(
                "stateMachineAliases",
                machines.aliases(machineArn(input), Input.page(input)),
                alias -> new Answer()
                        .text("stateMachineAliasArn", alias.arn())
                        .time("creationDate", alias.created())
                        .build());
    }

    JsonNode deleteAlias(JsonNode input) {
        machines.deleteAlias(aliasArn(input));
        return Answer.nothing();
    }

    private static String machineArn(JsonNode input) {
        return Names.arn(Input.required(input, "stateMachineArn"), "stateMachine");
    }

    private static String aliasArn(JsonNode input) {
        return Names.arn(Input.required(input, "stateMachineAliasArn"), "stateMachine");
    }
}
