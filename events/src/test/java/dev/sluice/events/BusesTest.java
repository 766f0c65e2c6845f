package dev.sluice.events;

import static dev.sluice.events.Stage.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BusesTest {
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:photos";
    private static final String UPLOADED =
            "{\\\"source\\\":[\\\"app\\\"],\\\"detail\\\":{\\\"size\\\":[{\\\"numeric\\\":[\\\">\\\",10]}]}}";

    @TempDir
    Path directory;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(directory);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void rule(String name, String target) {
        stage.bus("PutRule", "{'Name':'" + name + "','EventPattern':'" + UPLOADED + "'}");
        stage.bus("PutTargets", "{'Rule':'" + name + "','Targets':[{'Id':'1'," + target + "}]}");
    }

    private JsonNode put(int size) {
        return stage.bus(
                "PutEvents",
                "{'Entries':[{'Source':'app','DetailType':'Uploaded','Detail':'{\\\"key\\\":\\\"a\\\\\\\"b\\\",\\\"size\\\":"
                        + size + "}'}]}");
    }

    @Test
    void a_matching_event_starts_the_machine_with_the_event_as_input() {
        rule("up", "'Arn':'" + MACHINE + "','RoleArn':'arn:aws:iam::000000000000:role/r'");
        assertThat(put(5).path("FailedEntryCount").asInt()).isZero();
        put(50);
        stage.carry(0);
        assertThat(stage.delivered).hasSize(1);
        Target.Parcel parcel = stage.delivered.getFirst();
        JsonNode event = Json.parse(parcel.payload());
        assertThat(parcel.arn()).isEqualTo(MACHINE);
        assertThat(parcel.role()).isEqualTo("arn:aws:iam::000000000000:role/r");
        assertThat(parcel.lineage()).isEqualTo("line:1");
        assertThat(event.path("detail-type").asString()).isEqualTo("Uploaded");
        assertThat(event.path("time").asString()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(event.path("detail").path("size").asInt()).isEqualTo(50);
    }

    @Test
    void what_was_put_is_delivered_after_a_restart_too() {
        rule("up", "'Arn':'" + MACHINE + "','RoleArn':'r'");
        put(50);
        stage.close();
        stage = new Stage(directory);
        stage.carry(0);
        assertThat(stage.delivered).hasSize(1);
    }

    @Test
    void a_target_gets_the_input_it_asks_for() {
        String queue = stage.queue("inbox", "");
        String arn = "'Arn':'arn:aws:sqs:us-east-1:000000000000:inbox'";
        rule("path", arn + ",'InputPath':'$.detail.key'");
        rule("constant", arn + ",'Input':'{\\\"a\\\":1}'");
        rule(
                "template",
                arn + ",'InputTransformer':{'InputPathsMap':{'k':'$.detail.key','d':'$.detail','n':'$.none'},"
                        + "'InputTemplate':'{\\\"key\\\":<k>,\\\"text\\\":\\\"got <k> by <aws.events.rule-name>\\\",\\\"d\\\":<d>,\\\"n\\\":<n>}'}");
        put(11);
        assertThat(stage.bodies(queue))
                .containsExactlyInAnyOrder(
                        "\"a\\\"b\"",
                        "{\"a\":1}",
                        "{\"key\":\"a\\\"b\",\"text\":\"got a\\\"b by template\",\"d\":{\"key\":\"a\\\"b\",\"size\":11},\"n\":null}");
    }

    @Test
    void a_target_that_fails_is_tried_again_and_then_buried() {
        String dead = stage.queue("dead", "");
        rule(
                "up",
                "'Arn':'" + MACHINE + "','RoleArn':'r','RetryPolicy':{'MaximumRetryAttempts':1},"
                        + "'DeadLetterConfig':{'Arn':'arn:aws:sqs:us-east-1:000000000000:dead'}");
        stage.failure = new IllegalStateException("not now");
        put(50);
        stage.events.carryDue();
        stage.awaitNothingDue();
        stage.pass(Duration.ofSeconds(2));
        stage.carry(0);
        JsonNode buried = stage.sqs("ReceiveMessage", dead + ",'MessageAttributeNames':['All']}")
                .path("Messages")
                .get(0);
        assertThat(buried.path("MessageAttributes")
                        .path("RULE_ARN")
                        .path("StringValue")
                        .asString())
                .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/up");
        assertThat(buried.path("MessageAttributes")
                        .path("RETRY_ATTEMPTS")
                        .path("StringValue")
                        .asString())
                .isEqualTo("1");
    }

    @Test
    void a_target_that_refuses_is_buried_at_once() {
        rule("up", "'Arn':'" + MACHINE + "','RoleArn':'r'");
        stage.failure = new Refused("StateMachineDoesNotExist", "gone");
        put(50);
        stage.carry(0);
        assertThat(stage.delivered).isEmpty();
    }

    @Test
    void a_disabled_rule_sees_nothing_and_an_enabled_one_sees_what_comes_after() {
        String queue = stage.queue("inbox", "");
        rule("up", "'Arn':'arn:aws:sqs:us-east-1:000000000000:inbox'");
        stage.bus("DisableRule", "{'Name':'up'}");
        put(11);
        stage.bus("EnableRule", "{'Name':'up'}");
        put(12);
        assertThat(stage.bodies(queue))
                .singleElement()
                .satisfies(body -> assertThat(body).contains("\"size\":12"));
    }

    @Test
    void an_event_goes_on_to_another_bus_but_no_further() {
        String queue = stage.queue("inbox", "");
        stage.bus("CreateEventBus", "{'Name':'other'}");
        rule("up", "'Arn':'arn:aws:events:us-east-1:000000000000:event-bus/other'");
        stage.bus("PutRule", "{'Name':'in','EventBusName':'other','EventPattern':'{\\\"source\\\":[\\\"app\\\"]}'}");
        stage.bus(
                "PutTargets",
                "{'Rule':'in','EventBusName':'other','Targets':["
                        + "{'Id':'q','Arn':'arn:aws:sqs:us-east-1:000000000000:inbox'},"
                        + "{'Id':'b','Arn':'arn:aws:events:us-east-1:000000000000:event-bus/default'}]}");
        put(50);
        assertThat(stage.bodies(queue)).hasSize(1);
    }

    @Test
    void a_schedule_fires_on_its_beat() {
        String queue = stage.queue("inbox", "");
        stage.bus("PutRule", "{'Name':'tick','ScheduleExpression':'rate(5 minutes)'}");
        stage.bus(
                "PutTargets",
                "{'Rule':'tick','Targets':[{'Id':'1','Arn':'arn:aws:sqs:us-east-1:000000000000:inbox'}]}");
        stage.pass(Duration.ofSeconds(299));
        assertThat(stage.events.fireDue()).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.events.fireDue()).isEqualTo(1);
        assertThat(stage.events.fireDue()).isZero();
        stage.pass(Duration.ofHours(1));
        assertThat(stage.events.fireDue())
                .as("once, however long nobody looked")
                .isEqualTo(1);
        assertThat(stage.bodies(queue))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).contains("Scheduled Event"));
    }

    @Test
    void each_malformed_entry_fails_by_itself_as_recorded() {
        JsonNode answer = stage.bus(
                "PutEvents",
                "{'Entries':[{'Source':'a','DetailType':'b','Detail':'jsonText'},"
                        + "{'Source':'a','DetailType':'b','Detail':'{}'},{'Source':'aws.s3','DetailType':'b','Detail':'{}'},{'DetailType':'b'}]}");
        assertThat(answer.path("FailedEntryCount").asInt()).isEqualTo(3);
        assertThat(answer.path("Entries").get(0).toString())
                .isEqualTo("{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"Detail is malformed.\"}");
        assertThat(answer.path("Entries").get(1).has("EventId")).isTrue();
        assertThat(answer.path("Entries").get(2).path("ErrorCode").asString())
                .isEqualTo("NotAuthorizedForSourceException");
    }

    @Test
    void rules_are_described_listed_and_deleted() {
        rule("up", "'Arn':'" + MACHINE + "','RoleArn':'r'");
        assertThat(stage.bus("DescribeRule", "{'Name':'up'}").path("State").asString())
                .isEqualTo("ENABLED");
        assertThat(stage.bus("ListRuleNamesByTarget", "{'TargetArn':'" + MACHINE + "'}")
                        .toString())
                .isEqualTo("{\"RuleNames\":[\"up\"]}");
        assertRefused(
                "ValidationException",
                "Rule can't be deleted since it has targets.",
                () -> stage.bus("DeleteRule", "{'Name':'up'}"));
        stage.bus("RemoveTargets", "{'Rule':'up','Ids':['1']}");
        stage.bus("DeleteRule", "{'Name':'up'}");
        assertRefused(
                "ResourceNotFoundException",
                "Rule up does not exist on EventBus default.",
                () -> stage.bus("DescribeRule", "{'Name':'up'}"));
    }

    @Test
    void wrong_requests_are_refused_with_the_texts_of_eventbridge() {
        assertRefused(
                "ValidationException",
                "Parameter(s) EventPattern or ScheduleExpression must be specified.",
                () -> stage.bus("PutRule", "{'Name':'x'}"));
        assertRefused(
                "ValidationException",
                "Parameter ScheduleExpression is not valid.",
                () -> stage.bus("PutRule", "{'Name':'x','ScheduleExpression':'rate(1 minutes)'}"));
        assertRefused(
                "ResourceNotFoundException",
                "Event bus none does not exist.",
                () -> stage.bus("ListRules", "{'EventBusName':'none'}"));
        assertRefused(
                "InvalidEventPatternException",
                "Event pattern is not valid. Reason: \"source\" must be an object or an array\n at [Source:"
                        + " (String)\"{\"source\":\"a\"}\"; line: 1, column: 12]",
                () -> stage.bus("PutRule", "{'Name':'x','EventPattern':'{\\\"source\\\":\\\"a\\\"}'}"));
        stage.bus("PutRule", "{'Name':'x','ScheduleExpression':'rate(1 minute)'}");
        assertRefused(
                "ValidationException",
                "Targets such as arn:aws:ecs:r:a:nowhere are not supported here.",
                () -> stage.bus("PutTargets", "{'Rule':'x','Targets':[{'Id':'1','Arn':'arn:aws:ecs:r:a:nowhere'}]}"));
    }
}
