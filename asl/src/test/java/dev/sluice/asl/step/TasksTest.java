package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.step.World.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTest {
    private static final String LAMBDA = "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:111111111111:function:f'";
    private static final String SEND = "'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken'";

    private static World task(String fields) {
        return new World(
                "{'StartAt':'T','States':{'T':{" + fields + ",'End':true},'Caught':{'Type':'Pass','End':true}}}");
    }

    @Test
    void retry_waits_longer_each_time_until_attempts_are_spent() {
        World world = task(LAMBDA + ",'Retry':[{'ErrorEquals':['Busy'],'IntervalSeconds':2,'MaxAttempts':3}]")
                .task("T", new Reply.Fails("Busy", "no"))
                .run("{}");
        assertThat(world.scheduledAtSeconds()).containsExactly(0L, 2L, 6L, 14L);
        assertThat(world.execution.failure()).isEqualTo(new Failure("Busy", "no"));
    }

    @Test
    void max_delay_bounds_the_backoff() {
        World world = task(LAMBDA
                        + ",'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':2,'BackoffRate':10,'MaxDelaySeconds':5}]")
                .task("T", new Reply.Fails("Busy", "no"))
                .run("{}");
        assertThat(world.scheduledAtSeconds()).containsExactly(0L, 2L, 7L, 12L);
    }

    @Test
    void full_jitter_never_waits_longer_than_the_delay() {
        World world = task(LAMBDA
                        + ",'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':100,'BackoffRate':1,'JitterStrategy':'FULL'}]")
                .task("T", new Reply.Fails("Busy", "no"))
                .run("{}");
        List<Long> times = world.scheduledAtSeconds();
        assertThat(times).hasSize(4).isSorted();
        for (int i = 1; i < times.size(); i++)
            assertThat(times.get(i) - times.get(i - 1)).isBetween(0L, 100L);
        assertThat(times.getLast()).isNotEqualTo(300L);
    }

    @Test
    void zero_attempts_mean_no_retry() {
        World world = task(LAMBDA + ",'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':0}]")
                .task("T", new Reply.Fails("Busy", "no"))
                .run("{}");
        assertThat(world.scheduledAtSeconds()).containsExactly(0L);
    }

    @Test
    void task_failed_matches_all_but_a_timeout() {
        String retry = LAMBDA
                + ",'TimeoutSeconds':5,'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'Caught','ResultPath':'$.e'}]";
        World failed = task(retry).task("T", new Reply.Fails("Odd", "x")).run("{'a':1}");
        assertThat(failed.output()).isEqualTo("{\"a\":1,\"e\":{\"Error\":\"Odd\",\"Cause\":\"x\"}}");
        World timedOut = task(retry).task("T", new Reply.Hangs()).run("{}");
        assertThat(timedOut.execution.failure()).isEqualTo(new Failure("States.Timeout", null));
        assertThat(timedOut.types()).contains("LambdaFunctionTimedOut");
    }

    @Test
    void a_runtime_error_is_caught_by_nobody() {
        World world = task(LAMBDA
                        + ",'OutputPath':'$.none','Catch':[{'ErrorEquals':['States.Runtime'],'Next':'Caught'}]")
                .task("T", new Reply.Gives("{}"))
                .run("{}");
        assertThat(world.execution.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void a_missed_heartbeat_is_a_timeout_that_has_its_own_name_in_catch() {
        World world = task(SEND
                        + ",'HeartbeatSeconds':5,'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],'Next':'Caught'}]")
                .task("T", new Reply.Submits("{}"))
                .run("{}");
        assertThat(world.types()).contains("TaskSubmitted", "TaskTimedOut");
        assertThat(world.output()).contains("States.Timeout");
    }

    @Test
    void heartbeats_keep_a_task_alive() {
        World world = task(SEND + ",'HeartbeatSeconds':5");
        world.signal(new Signal.Start(World.json("{}"), "{}"));
        world.signal(new Signal.TaskStarted(2, 0, null));
        TimerId heartbeat = new TimerId(2, 0, TimerId.Purpose.HEARTBEAT);
        world.nowMillis += 4_000;
        world.signal(new Signal.Heartbeat(2, 0));
        world.nowMillis += 4_000;
        assertThat(world.signal(new Signal.TimerFired(heartbeat)).events()).isEmpty();
        world.nowMillis += 1_000;
        assertThat(world.signal(new Signal.TimerFired(heartbeat)).events()).isNotEmpty();
    }

    @Test
    void late_and_repeated_signals_change_nothing() {
        World world = task(LAMBDA + ",'Retry':[{'ErrorEquals':['Busy']}]")
                .task("T", new Reply.Fails("Busy", "no"), new Reply.Hangs())
                .run("{}");
        assertThat(world.signal(new Signal.TaskSucceeded(2, 0, World.json("1"))).ignored())
                .isTrue();
        assertThat(world.signal(new Signal.TaskSucceeded(3, 1, World.json("1"))).ignored())
                .isTrue();
        assertThat(world.signal(new Signal.TaskSucceeded(2, 1, World.json("1"))).ignored())
                .isFalse();
        assertThat(world.signal(new Signal.TaskSucceeded(2, 1, World.json("2"))).ignored())
                .isTrue();
        assertThat(world.output()).isEqualTo("1");
    }

    @Test
    void a_result_over_the_quota_fails_the_task() {
        World world = task(SEND + ",'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]")
                .task("T", new Reply.Gives("'" + "a".repeat(262_145) + "'"))
                .run("{}");
        assertThat(world.output())
                .contains("The state/task 'sqs' returned a result with a size exceeding the maximum number of bytes");
    }

    @Test
    void the_token_of_each_attempt_is_in_the_parameters() {
        World world = task(SEND
                        + ",'Parameters':{'t.$':'$$.Task.Token'},'Retry':[{'ErrorEquals':['Busy'],'MaxAttempts':1}]")
                .task("T", new Reply.Fails("Busy", "no"))
                .run("{}");
        assertThat(world.events.stream()
                        .filter(Event.TaskScheduled.class::isInstance)
                        .map(event -> ((Event.TaskScheduled) event)
                                .call()
                                .parameters()
                                .get("t")
                                .asString()))
                .containsExactly("token-2-0", "token-2-1");
    }
}
