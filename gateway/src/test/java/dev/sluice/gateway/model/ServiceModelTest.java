package dev.sluice.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceModelTest {
    static List<ServiceEntry> services() {
        return ServiceEntry.all();
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_operation_and_every_shape_it_reaches_can_be_read(ServiceEntry entry) {
        ServiceModel model = ServiceModel.of(entry.name()).orElseThrow();
        Deque<Shape> open = new ArrayDeque<>();
        for (String name : model.operationNames()) {
            Operation operation = model.operation(name).orElseThrow();
            if (operation.input() != null) open.add(operation.input());
            if (operation.output() != null) open.add(operation.output());
            operation.errors().forEach(error -> open.add(model.shape(error)));
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Shape shape = open.pop();
            if (seen.add(shape.name())) members(shape).forEach(member -> open.add(member.shape()));
        }
        assertThat(seen).hasSizeGreaterThan(5);
    }

    private static List<Member> members(Shape shape) {
        return switch (shape) {
            case Shape.Structure s -> List.copyOf(s.members().values());
            case Shape.Sequence s -> List.of(s.element());
            case Shape.Dictionary d -> List.of(d.key(), d.value());
            default -> List.of();
        };
    }

    @Test
    void services_are_found_by_the_names_of_sdk_integrations() {
        assertThat(ServiceEntry.ofSdkName("eventbridge").orElseThrow().name()).isEqualTo("events");
        assertThat(ServiceEntry.ofSdkName("sfn").orElseThrow().name()).isEqualTo("states");
        assertThat(ServiceEntry.ofSdkName("cloudwatchlogs").orElseThrow().name())
                .isEqualTo("logs");
        assertThat(ServiceEntry.ofSdkName("dance")).isEmpty();
        assertThat(ServiceModel.of("../core")).isEmpty();
    }

    @Test
    void lists_of_plain_values_are_judged_as_a_whole_and_maps_by_keys_and_values() {
        Shape.Structure tag = input("events", "UntagResource");
        assertThat(Constraints.violations(tag, Json.parse("{\"ResourceARN\":\"arn\",\"TagKeys\":[\"a\",\"\"]}")))
                .containsExactly("Value '[a, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy "
                        + "constraint: [Member must have length less than or equal to 128, "
                        + "Member must have length greater than or equal to 1]");
        Shape.Structure publish = input("lambda", "TagResource");
        assertThat(Constraints.violations(publish, Json.parse("{\"Resource\":\"x\",\"Tags\":{}}"))
                        .getFirst())
                .startsWith("Value 'x' at 'resource' failed to satisfy constraint: Member must satisfy regular "
                        + "expression pattern: ");
    }

    @Test
    void sensitive_values_are_not_repeated() {
        Shape.Structure create = input("states", "CreateStateMachine");
        assertThat(Constraints.violations(create, Json.parse("{\"name\":\"n\",\"definition\":\"\",\"roleArn\":\"r\"}")))
                .containsExactly("Value at 'definition' failed to satisfy constraint: Member must have length greater "
                        + "than or equal to 1");
    }

    private static Shape.Structure input(String service, String operation) {
        return java.util.Objects.requireNonNull(ServiceModel.of(service)
                .flatMap(model -> model.operation(operation))
                .orElseThrow()
                .input());
    }
}
