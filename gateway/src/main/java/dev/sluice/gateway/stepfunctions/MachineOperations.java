package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.check.VariableReferences;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import dev.sluice.engine.StateMachines;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Creating, changing, showing and deleting state machines.
final class MachineOperations {
    private final StateMachines machines;
    private final Definitions definitions;
    private final LoggingRules logging;

    MachineOperations(StateMachines machines, Definitions definitions, LoggingRules logging) {
        this.machines = machines;
        this.definitions = definitions;
        this.logging = logging;
    }

    JsonNode create(JsonNode input) {
        String name = Names.name(Input.required(input, "name"));
        boolean publish = publish(input);
        Machine.Type type = type(input);
        Names.role(Input.required(input, "roleArn"));
        Machine.Logging logs = logging.read(input.path("loggingConfiguration"));
        String definition = Input.required(input, "definition");
        definitions.require(definition, type);
        Machine.Settings settings = new Machine.Settings(
                definition,
                Input.required(input, "roleArn"),
                logs,
                tracing(input.path("tracingConfiguration")),
                encryption(input));
        Machine.Created created = machines.create(new Machine.Create(
                name, type, settings, publish, Input.text(input, "versionDescription"), Input.tags(input)));
        return new Answer()
                .text("stateMachineArn", created.arn())
                .time("creationDate", created.created())
                .text("stateMachineVersionArn", created.versionArn())
                .build();
    }

    JsonNode update(JsonNode input) {
        String arn = Names.arn(Input.required(input, "stateMachineArn"), "stateMachine");
        if (!input.has("definition")
                && !input.has("roleArn")
                && !input.has("loggingConfiguration")
                && !input.has("tracingConfiguration")
                && !input.has("encryptionConfiguration")) {
            throw new Refused(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be"
                            + " specified");
        }
        boolean publish = publish(input);
        String role = Input.text(input, "roleArn");
        if (role != null) Names.role(role);
        Machine.Logging logs =
                input.has("loggingConfiguration") ? logging.read(input.path("loggingConfiguration")) : null;
        String definition = Input.text(input, "definition");
        if (definition != null)
            definitions.require(definition, machines.describe(arn).type());
        Boolean tracing = input.has("tracingConfiguration") ? tracing(input.path("tracingConfiguration")) : null;
        Machine.Updated updated = machines.update(new Machine.Update(
                arn,
                definition,
                role,
                logs,
                tracing,
                encryption(input),
                publish,
                Input.text(input, "versionDescription")));
        return new Answer()
                .time("updateDate", updated.updated())
                .text("revisionId", updated.revisionId())
                .text("stateMachineVersionArn", updated.versionArn())
                .build();
    }

    private static boolean publish(JsonNode input) {
        boolean publish = Input.flag(input, "publish");
        if (!publish && input.has("versionDescription")) {
            throw new Refused("ValidationException", "Version description can only be set when publish is true");
        }
        return publish;
    }

    static Machine.Type type(JsonNode input) {
        return Machine.Type.valueOf(input.path("type").asString(Machine.Type.STANDARD.name()));
    }

    private static boolean tracing(JsonNode configuration) {
        return configuration.path("enabled").asBoolean(false);
    }

    /// Customer managed keys are refused rather than taken and not used.
    static @Nullable JsonNode encryption(JsonNode input) {
        JsonNode configuration = input.path("encryptionConfiguration");
        if (configuration.isMissingNode()) return null;
        if (!configuration.path("type").asString("").equals("AWS_OWNED_KEY") || configuration.has("kmsKeyId")) {
            throw new Refused(
                    "InvalidEncryptionConfiguration",
                    "Invalid Encryption Configuration: customer managed keys aren't available on this server; use type"
                            + " AWS_OWNED_KEY");
        }
        return configuration;
    }

    JsonNode describe(JsonNode input) {
        Machine machine = machines.describe(Names.arn(Input.required(input, "stateMachineArn"), "stateMachine"));
        Answer answer = new Answer()
                .text("stateMachineArn", machine.arn())
                .text("name", machine.name())
                .text("status", "ACTIVE")
                .text("type", machine.type().name())
                .time("creationDate", machine.created())
                .text("revisionId", machine.revisionId())
                .text("description", machine.description());
        return settings(answer, machine.settings(), Input.includesData(input)).build();
    }

    JsonNode describeForExecution(JsonNode input) {
        String execution = Names.arn(Input.required(input, "executionArn"), "execution");
        StateMachines.ExecutionMachine found = machines.describeForExecution(execution);
        Machine machine = found.machine();
        Answer answer = new Answer()
                .text("stateMachineArn", machine.arn())
                .text("name", machine.name())
                .time("updateDate", machine.updated())
                .text("mapRunArn", found.mapRunArn())
                .text("label", found.label())
                .text("revisionId", machine.revisionId());
        return settings(answer, machine.settings(), Input.includesData(input)).build();
    }

    private static Answer settings(Answer answer, Machine.Settings settings, boolean data) {
        answer.text("roleArn", settings.roleArn())
                .node("loggingConfiguration", LoggingRules.write(settings.logging()))
                .node(
                        "tracingConfiguration",
                        new Answer().flag("enabled", settings.tracing()).build())
                .node("encryptionConfiguration", settings.encryption());
        // The definition is a required member even where its text isn't wanted.
        if (!data) return answer.text("definition", "");
        return answer.text("definition", settings.definition())
                .node("variableReferences", references(settings.definition()));
    }

    private static @Nullable JsonNode references(String definition) {
        Map<String, SortedSet<String>> found;
        try {
            found = VariableReferences.of(Json.parse(definition));
        } catch (MalformedJson never) {
            return null;
        }
        if (found.isEmpty()) return null;
        ObjectNode references = Json.object();
        found.forEach((state, variables) -> {
            ArrayNode names = references.putArray(state);
            variables.forEach(names::add);
        });
        return references;
    }

    JsonNode list(JsonNode input) {
        return Answer.page(
                "stateMachines",
                machines.list(Input.page(input)),
                machine -> new Answer()
                        .text("stateMachineArn", machine.arn())
                        .text("name", machine.name())
                        .text("type", machine.type().name())
                        .time("creationDate", machine.created())
                        .build());
    }

    JsonNode delete(JsonNode input) {
        machines.delete(Names.arn(Input.required(input, "stateMachineArn"), "stateMachine"));
        return Answer.nothing();
    }
}
