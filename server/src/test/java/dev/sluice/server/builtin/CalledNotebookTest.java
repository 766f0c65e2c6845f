package dev.sluice.server.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CalledNotebookTest {
    private static final Caller SELF =
            Caller.inside("000000000000", "us-east-1", "arn:aws:iam::000000000000:root", "1");

    @Test
    void topics_and_tables_are_called_as_aws_names_them_and_the_lineage_goes_along() {
        List<String> calls = new ArrayList<>();
        CalledNotebook notebook = new CalledNotebook(
                (service, operation, input, caller) -> {
                    calls.add(service + " " + operation + " " + caller.lineage() + " " + Json.write(input));
                    return Json.object(
                            "TopicArn",
                            "arn:aws:sns:us-east-1:000000000000:"
                                    + input.path("Name").asString());
                },
                SELF);
        ObjectNode item = Json.object();
        item.set("uploadId", Json.object("S", "u"));
        item.set("status", Json.object("S", "a"));

        notebook.record("image-processing", item, "s3-1:2");
        notebook.publish("image-processing-success", "Done", "a", "s3-1:2");

        assertThat(calls)
                .containsExactly(
                        "dynamodb UpdateItem s3-1:2 {\"TableName\":\"image-processing\","
                                + "\"Key\":{\"uploadId\":{\"S\":\"u\"}},\"ExpressionAttributeNames\":{\"#a0\":\"status\"},"
                                + "\"ExpressionAttributeValues\":{\":v0\":{\"S\":\"a\"}},"
                                + "\"UpdateExpression\":\"SET #a0 = :v0\"}",
                        "sns CreateTopic s3-1:2 {\"Name\":\"image-processing-success\"}",
                        "sns Publish s3-1:2 {\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:image-processing-success\","
                                + "\"Subject\":\"Done\",\"Message\":\"a\"}");
    }

    @Test
    void a_refusal_reaches_the_function_as_it_is() {
        CalledNotebook notebook = new CalledNotebook(
                (service, operation, input, caller) -> {
                    throw new Refused("NotFound", "Topic does not exist");
                },
                SELF);

        assertThatThrownBy(() -> notebook.publish("none", "s", "m", "")).isInstanceOf(Refused.class);
    }
}
