package dev.sluice.server.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalledNotebookTest {
    private static final Caller SELF =
            Caller.inside("000000000000", "us-east-1", "arn:aws:iam::000000000000:root", "1");

    @Test
    void topics_and_tables_are_called_as_aws_names_them_and_the_lineage_goes_along() {
        List<String> calls = new ArrayList<>();
        CalledNotebook notebook = new CalledNotebook(
                (service, operation, input, caller) -> {
                    calls.add(service + " " + operation + " " + caller.lineage() + " " + Json.write(input));
                    return Json.object();
                },
                SELF);

        notebook.record("image-processing", Json.object().set("imageKey", Json.object("S", "a")), "s3-1:2");
        notebook.publish("image-processing-success", "Done", "a", "s3-1:2");

        assertThat(calls)
                .containsExactly(
                        "dynamodb PutItem s3-1:2 {\"TableName\":\"image-processing\","
                                + "\"Item\":{\"imageKey\":{\"S\":\"a\"}}}",
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
