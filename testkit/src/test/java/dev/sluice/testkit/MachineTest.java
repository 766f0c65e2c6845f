package dev.sluice.testkit;

import static dev.sluice.testkit.RunAssert.assertThat;
import static dev.sluice.testkit.Script.answers;
import static dev.sluice.testkit.Script.answersPayload;
import static dev.sluice.testkit.Script.answersWith;
import static dev.sluice.testkit.Script.failsTimes;
import static dev.sluice.testkit.Script.hangs;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MachineTest {
    /// Goes back to A unless the input has an x.
    private static final String OR_END = "{'Type':'Choice','Default':'A','Choices':[{'Variable':'$.x','IsPresent':true,"
            + "'Next':'E'}]},'E':{'Type':'Succeed'}}}";

    private static final Path PATTERNS = Path.of("../examples/patterns");

    private static Machine machine(String singleQuoted) {
        return Machine.of(singleQuoted.replace('\'', '"'));
    }

    private static Machine task(String resource, String more) {
        return machine(
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'" + resource + "'," + more + "'End':true}}}");
    }

    private static Machine function(String more) {
        return task("arn:aws:lambda:us-east-1:000000000000:function:f", more);
    }

    @Test
    void a_failed_task_is_tried_again_after_the_delays_of_its_retrier() {
        var run = Machine.of(PATTERNS.resolve("retry.asl.json"))
                .task(
                        "ExternalServiceFunction",
                        failsTimes(2, "ServiceException").thenAnswers("{\"Payload\":1}"))
                .run("{}");
        assertThat(run)
                .succeeded()
                .retried("CallExternalService", 2)
                .called("CallExternalService", 3)
                .took(Duration.ofSeconds(2 + 4));
    }

    @Test
    void a_callback_comes_after_virtual_hours() {
        var run = Machine.of(PATTERNS.resolve("callback.asl.json"))
                .task("WaitForCallback", answers("{\"ok\":true}").after(Duration.ofMinutes(59)))
                .task("ProcessResultFunction", answersPayload("7"))
                .run("{\"input\":1}");
        assertThat(run)
                .succeeded()
                .outputs("{\"ExecutedVersion\":\"$LATEST\",\"Payload\":7,\"StatusCode\":200.0}")
                .took(Duration.ofMinutes(59));
    }

    @Test
    void a_callback_that_never_comes_times_out() {
        var run = Machine.of(PATTERNS.resolve("callback.asl.json"))
                .task("WaitForCallback", hangs())
                .run("{\"input\":1}");
        assertThat(run).failedWith("States.Timeout").took(Duration.ofHours(1)).neverVisited("ProcessResult");
        org.assertj.core.api.Assertions.assertThat(run.timeouts("WaitForCallback"))
                .isOne();
    }

    @Test
    void heartbeats_keep_a_task_alive_and_silence_ends_it() {
        String token = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
        var beating = task(token, "'HeartbeatSeconds':10,").task("T", hangs());
        assertThat(beating.run("{}")).failedWith("States.Timeout").took(Duration.ofSeconds(10));
        var alive = answers("1").after(Duration.ofSeconds(30)).beatingEvery(Duration.ofSeconds(9));
        assertThat(beating.task("sqs:sendMessage", answers("0"))
                        .task("T", alive)
                        .run("{}"))
                .succeeded()
                .took(Duration.ofSeconds(30));
    }

    @Test
    void a_job_is_submitted_and_awaited() {
        var run = task("arn:aws:states:::states:startExecution.sync:2", "")
                .task("states:startExecution", answers("{\"Output\":{}}").after(Duration.ofDays(2)))
                .run("{}");
        assertThat(run)
                .took(Duration.ofDays(2))
                .history(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void the_items_of_a_map_are_worked_on_a_few_at_a_time() {
        var work = answersWith(input -> input).after(Duration.ofSeconds(10));
        var run = Machine.of(PATTERNS.resolve("map.asl.json"))
                .task("ImageProcessorFunction", work)
                .task("AggregateFunction", answersWith(input -> input.path("Payload")))
                .run("{\"images\":[1,2,3,4,5,6]}");
        assertThat(run).succeeded().called("ProcessSingleImage", 6).took(Duration.ofSeconds(20));
    }

    private static Machine distributed(String more) {
        return machine("{'StartAt':'M','States':{'M':{'Type':'Map','End':true," + more
                + "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                + "'StartAt':'T','States':{'T':{'Type':'Task','Resource':"
                + "'arn:aws:lambda:us-east-1:000000000000:function:f','End':true}}}}}}");
    }

    @Test
    void a_distributed_map_runs_its_children_in_the_same_time() {
        var run = distributed("'MaxConcurrency':2,")
                .task("f", answersWith(input -> input).after(Duration.ofSeconds(1)))
                .run("[5,6,7]");
        assertThat(run).succeeded().outputs("[5,6,7]").took(Duration.ofSeconds(2));
    }

    @Test
    void a_distributed_map_fails_once_too_many_children_have() {
        var tolerant = distributed("'ToleratedFailureCount':1,");
        assertThat(tolerant.task("f", failsTimes(1, "E").thenAnswers("0")).run("[1,2,3]"))
                .outputs("[0,0]");
        assertThat(tolerant.task("f", failsTimes(2, "E").thenHangs()).run("[1,2,3]"))
                .failedWith("States.ExceedToleratedFailureThreshold");
    }

    @Test
    void a_distributed_map_over_a_bucket_is_refused_by_name() {
        String reader = "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject',"
                + "'ReaderConfig':{'InputType':'JSON'},'Parameters':{'Bucket':'b','Key':'k'}},";
        assertThatThrownBy(() -> distributed(reader).task("f", answers("0")).run("{}"))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("'M' has ItemReader");
    }

    @Test
    void a_wait_until_next_year_takes_no_time() {
        var run = machine(
                        "{'StartAt':'W','States':{'W':{'Type':'Wait','Timestamp':'2026-03-01T00:00:00Z','End':true}}}")
                .startingAt(Instant.parse("2026-02-28T00:00:00Z"))
                .run("{}");
        assertThat(run).succeeded().took(Duration.ofDays(1));
    }

    @Test
    void the_machines_own_time_limit_ends_it() {
        var run = machine("{'TimeoutSeconds':60,'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':61,'End':true}}}")
                .run("{}");
        assertThat(run).timedOut().took(Duration.ofMinutes(1));
    }

    @Test
    void what_looks_random_is_the_same_each_time() {
        var machine = machine(
                "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true," + "'Parameters':{'id.$':'States.UUID()'}}}}");
        String first = machine.run("{}").output() + "";
        assertThat(machine.run("{}")).outputs(first);
        assertThatThrownBy(() -> assertThat(machine.seed(8).run("{}")).outputs(first))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_task_without_a_script_stops_the_run_naming_state_resource_and_input() {
        assertThatThrownBy(() -> function("").run("{\"a\":1}"))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("'T'")
                .hasMessageContaining("function:f with {\"a\":1}");
    }

    @Test
    void a_script_that_is_used_up_stops_the_run() {
        var machine = function("'Retry':[{'ErrorEquals':['E']}],").task("f", failsTimes(2, "E"));
        assertThatThrownBy(() -> machine.run("{}")).hasMessageContaining("no answer left for call number 3");
    }

    @Test
    void a_script_that_fits_no_task_is_a_typing_mistake() {
        assertThatThrownBy(() -> function("").task("g", answers("{}")).run("{}"))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("'g'")
                .hasMessageContaining("T, arn:aws:lambda:us-east-1:000000000000:function:f, f");
    }

    @Test
    void all_mistakes_of_a_definition_are_told_at_once() {
        assertThatThrownBy(() -> machine("{'StartAt':'X','States':{'A':{'Type':'Pass','Next':'B'}}}"))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("/StartAt")
                .hasMessageContaining("/States/A/Next");
    }

    @Test
    void a_machine_without_an_end_is_given_up() {
        var loop = machine("{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':" + OR_END);
        assertThatThrownBy(() -> loop.run("{}")).hasMessageContaining("A → B").hasMessageContaining("5000 states");
    }

    @Test
    void a_machine_that_waits_for_ever_is_given_up() {
        assertThatThrownBy(() -> function("").task("f", hangs()).run("{}")).hasMessageContaining("waiting for [T]");
        var daily = machine("{'StartAt':'A','States':{'A':{'Type':'Wait','Seconds':86400,'Next':'B'},'B':" + OR_END);
        assertThatThrownBy(() -> daily.timeMax(Duration.ofDays(9)).run("{}")).hasMessageContaining("9 d");
    }

    @Test
    void an_assertion_that_fails_shows_both_sides_and_the_trace() {
        var run = function("").task("f", answers("{\"n\":1}")).run("{}");
        assertThatThrownBy(() -> assertThat(run).outputs("{\"n\":2}"))
                .hasMessageContaining("{\"n\":2}")
                .hasMessageContaining("answered {\"n\":1}");
        assertThatThrownBy(() -> assertThat(run).failedWith("E")).hasMessageContaining("SUCCEEDED");
        assertThatThrownBy(() -> assertThat(run).visited("T", "U")).hasMessageContaining("[T, U]");
        assertThatThrownBy(() -> assertThat(run).retried("T", 1)).hasMessageContaining("retries of 'T'");
    }

    @Test
    void the_trace_tells_delays_in_words() {
        var run = function("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':90}],")
                .task("f", failsTimes(1, "E").thenAnswers("{}"))
                .run("{}");
        org.assertj.core.api.Assertions.assertThat(run.trace().lines())
                .contains(
                        "    +0.000 s  T            will be tried again in 1 min 30 s",
                        "   +90.000 s  T            tried again");
    }

    @Test
    void states_of_a_run_are_told_in_the_order_they_were_entered() {
        var run = function("").task("f", answers("1")).run("{}");
        org.assertj.core.api.Assertions.assertThat(run.path()).isEqualTo(Arrays.asList("T"));
        assertThat(run).passedThrough("T");
        assertThatThrownBy(() -> assertThat(run).passedThrough("U")).hasMessageContaining("'U'");
    }
}
