package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.objects.ObjectEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final Caller SELF =
            Caller.inside("000000000000", "us-east-1", "arn:aws:iam::000000000000:root", "r");

    private final List<String> calls = new ArrayList<>();
    private String refusal = "";

    private final Flow flow = new Flow(
            (service, operation, input, caller) -> {
                if (!refusal.isEmpty()) throw new Refused(refusal, "no");
                calls.add(service + ":" + operation + " " + caller.lineage());
                return Json.object("QueueUrl", "http://localhost/q");
            },
            new LoopGuard(),
            (event, lineage) -> calls.add("bus " + lineage),
            SELF,
            () -> "id");

    @Test
    void an_event_reaches_every_destination_with_its_descent() {
        flow.take(event(
                "",
                "lambda:us-east-1:000000000000:function:f",
                "sns:us-east-1:000000000000:t",
                "sqs:us-east-1:000000000000:q"));
        assertThat(calls)
                .containsExactly(
                        "lambda:Invoke s3-b-7:1",
                        "sns:Publish s3-b-7:1",
                        "sqs:GetQueueUrl s3-b-7:1",
                        "sqs:SendMessage s3-b-7:1");
    }

    @Test
    void a_destination_that_is_gone_does_not_hold_up_the_others() {
        refusal = "ResourceNotFoundException";
        flow.take(event("", "lambda:us-east-1:000000000000:function:gone"));
        refusal = "";
        flow.take(event("", "sns:us-east-1:000000000000:t"));
        assertThat(calls).containsExactly("sns:Publish s3-b-7:1");
    }

    @Test
    void a_busy_destination_makes_the_event_come_again() {
        refusal = "TooManyRequestsException";
        ObjectEvent event = event("", "lambda:us-east-1:000000000000:function:busy");
        assertThatThrownBy(() -> flow.take(event)).isInstanceOf(Refused.class);
    }

    @Test
    void an_event_that_has_gone_round_too_often_goes_nowhere() {
        flow.take(event("s3-b-1:16", "lambda:us-east-1:000000000000:function:f"));
        assertThat(calls).isEmpty();
    }

    private static ObjectEvent event(String lineage, String... targets) {
        List<ObjectEvent.Delivery> deliveries = new ArrayList<>();
        for (String target : targets) deliveries.add(new ObjectEvent.Delivery("arn:aws:" + target, Json.object()));
        return new ObjectEvent(7, deliveries, null, "b", "k", "ObjectCreated:Put", lineage);
    }
}
