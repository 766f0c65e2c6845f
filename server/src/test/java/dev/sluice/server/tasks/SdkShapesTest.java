package dev.sluice.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SdkShapesTest {
    @Test
    void parameters_in_pascal_case_become_the_models_members_and_objects_their_text() {
        JsonNode input = toModel(
                "states", "StartExecution", "{\"StateMachineArn\":\"arn\",\"Input\":{\"a\":1},\"Unknown\":true}");
        assertThat(Json.write(input))
                .isEqualTo("{\"stateMachineArn\":\"arn\",\"input\":\"{\\\"a\\\":1}\",\"Unknown\":true}");
    }

    @Test
    void maps_keep_their_keys_as_they_are() {
        String item = "{\"TableName\":\"t\",\"Item\":{\"someKey\":{\"S\":\"v\"}}}";
        assertThat(Json.write(toModel("dynamodb", "PutItem", item))).isEqualTo(item);
    }

    @Test
    void answers_come_in_pascal_case_with_times_as_iso_8601() {
        Operation operation = operation("states", "StartExecution");
        JsonNode output = SdkShapes.fromModel(
                Objects.requireNonNull(operation.output()),
                Json.parse("{\"executionArn\":\"arn\",\"startDate\":1700000000.5}"));
        assertThat(Json.write(output))
                .isEqualTo("{\"ExecutionArn\":\"arn\",\"StartDate\":\"2023-11-14T22:13:20.500Z\"}");
    }

    private static JsonNode toModel(String service, String name, String parameters) {
        return SdkShapes.toModel(Objects.requireNonNull(operation(service, name).input()), Json.parse(parameters));
    }

    private static Operation operation(String service, String name) {
        return ServiceModel.of(service).orElseThrow().operation(name).orElseThrow();
    }
}
