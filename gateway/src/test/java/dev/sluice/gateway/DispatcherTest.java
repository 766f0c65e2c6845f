package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DispatcherTest {
    private final List<Access> asked = new ArrayList<>();
    private Authorizer.Verdict verdict = Authorizer.Verdict.ALLOWED;
    private final EchoService states = new EchoService("states").answering("StartExecution", "{}");
    private final EchoService dynamodb = new EchoService("dynamodb").answering("PutItem", "{}");
    private final EchoService sqs = new EchoService("sqs").answering("CreateQueue", "{}");
    private final Calls calls = new Calls((caller, access) -> {
        asked.add(access);
        return verdict;
    });

    DispatcherTest() {
        calls.add(states);
        calls.add(dynamodb);
        calls.add(sqs);
    }

    @Test
    void a_call_inside_the_process_is_asked_about_like_any_other() {
        call("states", "StartExecution", "{\"stateMachineArn\":\"arn:m\"}");
        assertThat(asked).containsExactly(new Access("states:StartExecution", "*"));
        verdict = Authorizer.Verdict.SILENT;
        assertRefused(
                "states",
                "StartExecution",
                "{\"stateMachineArn\":\"arn:m\"}",
                "AccessDeniedException",
                "User: arn:role is not authorized to perform: states:StartExecution on resource: * "
                        + "because no identity-based policy allows the states:StartExecution action");
        verdict = Authorizer.Verdict.DENIED;
        assertRefused(
                "states",
                "StartExecution",
                "{\"stateMachineArn\":\"arn:m\"}",
                "AccessDeniedException",
                "User: arn:role is not authorized to perform: states:StartExecution on resource: * "
                        + "with an explicit deny in an identity-based policy");
    }

    @Test
    void nulls_and_unknown_members_are_dropped() {
        call("states", "StartExecution", "{\"stateMachineArn\":\"arn:m\",\"name\":null,\"nonsense\":1}");
        assertThat(states.inputs.get("StartExecution")).isEqualTo(Json.parse("{\"stateMachineArn\":\"arn:m\"}"));
    }

    @Test
    void a_missing_member_is_told_as_dynamodb_was_recorded_to_tell_it() {
        assertRefused(
                "dynamodb",
                "PutItem",
                "{\"TableName\":\"table\"}",
                "ValidationException",
                "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void several_violations_are_told_together() {
        assertRefused(
                "dynamodb",
                "PutItem",
                "{\"ReturnValues\":\"SOME\",\"Item\":{}}",
                "ValidationException",
                "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: "
                        + "Member must not be null; Value 'SOME' at 'returnValues' failed to satisfy constraint: "
                        + "Member must satisfy enum value set: [NONE, ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATED_NEW]");
    }

    @Test
    void another_type_than_the_models_is_a_serialization_error() {
        assertRefused(
                "states",
                "StartExecution",
                "{\"stateMachineArn\":1}",
                "SerializationException",
                "NUMBER_VALUE can not be converted to a String");
        assertRefused(
                "dynamodb",
                "PutItem",
                "{\"TableName\":true}",
                "SerializationException",
                "TRUE_VALUE cannot be converted to String");
        assertRefused(
                "states",
                "StartExecution",
                "{\"stateMachineArn\":{}}",
                "SerializationException",
                "Start of structure or map found where not expected.");
    }

    @Test
    void sqs_names_a_missing_parameter_in_its_own_way() {
        assertRefused(
                "sqs", "CreateQueue", "{}", "MissingParameter", "The request must contain the parameter QueueName.");
    }

    @Test
    void what_aws_has_and_this_endpoint_has_not_is_told_apart_from_what_nobody_has() {
        assertRefused(
                "states",
                "DeleteStateMachine",
                "{}",
                "NotImplemented",
                "The operation DeleteStateMachine of SFN is not available on this endpoint.");
        assertRefused("states", "Dance", "{}", "UnknownOperationException", "states has no operation Dance");
        assertRefused(
                "dance", "Dance", "{}", "UnknownOperationException", "There is no service dance on this endpoint");
    }

    @Test
    void a_service_that_aws_has_not_is_a_bug_found_at_start() {
        assertThatThrownBy(() -> calls.add(new EchoService("dance"))).isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode call(String service, String operation, String input) {
        return calls.call(
                service, operation, Json.parse(input), Caller.inside("000000000000", "us-east-1", "arn:role", "r"));
    }

    private void assertRefused(String service, String operation, String input, String code, String text) {
        assertThatThrownBy(() -> call(service, operation, input)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.text()).isEqualTo(text);
        });
    }
}
