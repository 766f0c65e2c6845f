package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// kill -9 of the real process, at the moments that hurt.
class KillTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    @TempDir
    Path data;

    @Test
    void every_execution_goes_on_after_the_server_was_killed() throws Exception {
        List<String> executions;
        String activity;
        int port;
        try (ServerProcess server = ServerProcess.start(data);
                SfnClient sfn = server.stepFunctions()) {
            port = server.port();
            activity = sfn.createActivity(b -> b.name("approve")).activityArn();
            executions = List.of(
                    start(sfn, "wait", "{'Type':'Wait','Seconds':4,'End':true}"),
                    start(sfn, "map", """
                            {'Type':'Map','ItemsPath':'$.items','MaxConcurrency':2,'End':true,'ItemProcessor':{
                              'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':2,'End':true}}}}"""),
                    start(sfn, "retry", """
                            {'Type':'Task','Resource':'arn:aws:states:::aws-sdk:s3:headBucket','Parameters':{'Bucket':'nowhere'},
                             'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':4,'MaxAttempts':1}],
                             'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Done'}],'End':true}"""),
                    start(sfn, "callback", "{'Type':'Task','Resource':'" + activity + "','End':true}"));
            Eventually.holds(() ->
                    executions.stream().allMatch(arn -> history(sfn, arn).size() >= 3));
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(data, port);
                SfnClient sfn = server.stepFunctions()) {
            String token = sfn.getActivityTask(b -> b.activityArn(activity)).taskToken();
            sfn.sendTaskSuccess(b -> b.taskToken(token).output("\"approved\""));
            for (String execution : executions) {
                Eventually.holds(() -> status(sfn, execution) != ExecutionStatus.RUNNING);
                assertThat(status(sfn, execution)).as(execution).isEqualTo(ExecutionStatus.SUCCEEDED);
                assertUnbroken(history(sfn, execution));
            }
        }
    }

    @Test
    void every_acknowledged_object_is_there_byte_for_byte() throws Exception {
        byte[] small = bytes(1_000);
        byte[] large = bytes(3_000_000);
        try (ServerProcess server = ServerProcess.start(data);
                S3Client s3 = server.objects()) {
            s3.createBucket(b -> b.bucket("kept"));
            s3.putObject(b -> b.bucket("kept").key("small"), RequestBody.fromBytes(small));
            s3.putObject(b -> b.bucket("kept").key("large"), RequestBody.fromBytes(large));
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(data);
                S3Client s3 = server.objects()) {
            assertThat(s3.getObjectAsBytes(b -> b.bucket("kept").key("small")).asByteArray())
                    .isEqualTo(small);
            assertThat(s3.getObjectAsBytes(b -> b.bucket("kept").key("large")).asByteArray())
                    .isEqualTo(large);
        }
    }

    private static String start(SfnClient sfn, String name, String state) {
        String definition =
                ("{'StartAt':'S','States':{'S':" + state + ",'Done':{'Type':'Succeed'}}}").replace('\'', '"');
        if (!state.contains("Done")) definition = definition.replace(",\"Done\":{\"Type\":\"Succeed\"}", "");
        String text = definition;
        String arn = sfn.createStateMachine(b -> b.name(name).roleArn(ROLE).definition(text))
                .stateMachineArn();
        return sfn.startExecution(b -> b.stateMachineArn(arn).input("{\"items\":[1,2,3,4]}"))
                .executionArn();
    }

    private static ExecutionStatus status(SfnClient sfn, String arn) {
        return sfn.describeExecution(b -> b.executionArn(arn)).status();
    }

    private static List<HistoryEvent> history(SfnClient sfn, String arn) {
        return sfn.getExecutionHistoryPaginator(b -> b.executionArn(arn)).stream()
                .flatMap(page -> page.events().stream())
                .toList();
    }

    /// Ids count up without a gap, every event follows one before it, and there is one end.
    private static void assertUnbroken(List<HistoryEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).id()).isEqualTo(i + 1L);
            assertThat(events.get(i).previousEventId()).isLessThan(i + 1L);
        }
        assertThat(events)
                .filteredOn(event -> event.typeAsString().startsWith("ExecutionSucceeded"))
                .hasSize(1);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
