package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.step.World.Reply;
import org.junit.jupiter.api.Test;

class FlowsTest {
    private static final String LAMBDA = "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke'";
    private static final String LOOP =
            "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'}}}";

    @Test
    void an_endless_loop_lets_others_have_their_turn() {
        World world = new World(LOOP);
        Turn turn = world.signal(new Signal.Start(World.json("{}"), "{}"));
        assertThat(turn.commands()).containsExactly(new Command.Continue());
        assertThat(turn.events()).hasSize(1 + 2 * Quotas.STANDARD.transitionsPerTurnMax());
    }

    @Test
    void the_last_event_that_fits_is_the_failure() {
        World world = new World(LOOP).run("{}");
        assertThat(world.execution.lastEventId()).isEqualTo(25_000);
        assertThat(world.execution.failure())
                .isEqualTo(new Failure(
                        "States.Runtime", "The execution reached the maximum number of history events (25000)."));
    }

    @Test
    void a_wait_ends_when_its_time_has_come() {
        World world = new World(
                        "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':31536000,'Next':'P'},'P':{'Type':'Pass','End':true}}}")
                .run("{}");
        assertThat(world.execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(world.nowMillis - World.START_MILLIS).isEqualTo(31_536_000_000L);
    }

    @Test
    void an_execution_that_takes_too_long_times_out() {
        World world = new World(
                        "{'TimeoutSeconds':10,'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':60,'End':true}}}")
                .run("{}");
        assertThat(world.execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(world.types()).containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut");
    }

    @Test
    void stopping_takes_back_what_is_out() {
        World world = new World("{'StartAt':'T','States':{'T':{" + LAMBDA + ",'TimeoutSeconds':9,'End':true}}}");
        world.signal(new Signal.Start(World.json("{}"), "{}"));
        world.signal(new Signal.TaskStarted(2, 0, null));
        Turn turn = world.signal(new Signal.Stop(new Failure("Enough", null)));
        assertThat(turn.commands())
                .containsExactly(
                        new Command.CancelTask(2, 0),
                        new Command.CancelTimer(new TimerId(2, 0, TimerId.Purpose.TIMEOUT)),
                        new Command.Close(ExecutionStatus.ABORTED, null, new Failure("Enough", null)));
        assertThat(world.signal(new Signal.TaskSucceeded(2, 0, World.json("1"))).ignored())
                .isTrue();
    }

    @Test
    void no_matching_rule_and_no_default_fail_a_choice() {
        World world = new World(
                        "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.a','NumericEquals':1,'Next':'C'}]}}}")
                .run("{'a':2}");
        assertThat(world.execution.failure())
                .isEqualTo(new Failure(
                        "States.NoChoiceMatched",
                        "An error occurred while executing the state 'C' (entered at the event id #2). Failed to"
                                + " transition out of the state. The state does not point to a next state."));
    }

    @Test
    void a_choice_on_a_missing_value_fails_at_run_time() {
        World world = new World(
                        "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.a','NumericEquals':1,'Next':'C'}],'Default':'C'}}}")
                .run("{}");
        assertThat(world.execution.failure().cause())
                .endsWith("Invalid path '$.a': The choice state's condition path references an invalid value.");
    }

    @Test
    void a_failed_branch_aborts_the_others() {
        World world = new World("{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':["
                        + "{'StartAt':'Bad','States':{'Bad':{" + LAMBDA + ",'End':true}}},"
                        + "{'StartAt':'Slow','States':{'Slow':{" + LAMBDA + ",'End':true}}},"
                        + "{'StartAt':'Idle','States':{'Idle':{'Type':'Wait','Seconds':9,'End':true}}}]}}}")
                .task("Bad", new Reply.Fails("Broken", "x"))
                .task("Slow", new Reply.Hangs())
                .run("{}");
        assertThat(world.types())
                .endsWith(
                        "TaskFailed",
                        "TaskStateAborted",
                        "TaskStateAborted",
                        "WaitStateAborted",
                        "ParallelStateFailed",
                        "ExecutionFailed");
        assertThat(world.commands)
                .contains(
                        new Command.CancelTask(6, 0), new Command.CancelTimer(new TimerId(8, 0, TimerId.Purpose.WAIT)));
    }

    @Test
    void a_map_keeps_to_its_concurrency_and_to_the_order_of_items() {
        World world = new World("{'StartAt':'M','States':{'M':{'Type':'Map','MaxConcurrency':2,'End':true,"
                + "'ItemProcessor':{'StartAt':'T','States':{'T':{" + LAMBDA + ",'End':true}}}}}}");
        world.signal(new Signal.Start(World.json("[1,2,3]"), "[1,2,3]"));
        assertThat(world.commands).hasSize(2);
        world.signal(new Signal.TaskSucceeded(8, 0, World.json("'b'")));
        assertThat(world.commands).hasSize(3);
        world.signal(new Signal.TaskSucceeded(6, 0, World.json("'a'")));
        assertThat(world.execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        Command.ScheduleTask last = (Command.ScheduleTask) world.commands.getLast();
        world.signal(new Signal.TaskSucceeded(last.entry(), 0, World.json("'c'")));
        assertThat(world.output()).isEqualTo("[\"a\",\"b\",\"c\"]");
    }

    @Test
    void inner_variables_end_with_their_branch() {
        World world = new World("{'StartAt':'A','States':{'A':{'Type':'Pass','Assign':{'x':1},'Next':'P'},"
                        + "'P':{'Type':'Parallel','Next':'Z','Branches':[{'StartAt':'B','States':{'B':{'Type':'Pass',"
                        + "'Assign':{'y.$':'$x'},'End':true}}}]},"
                        + "'Z':{'Type':'Pass','Parameters':{'x.$':'$x'},'End':true}}}")
                .run("{}");
        assertThat(world.output()).isEqualTo("{\"x\":1}");
        assertThat(world.execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_distributed_map_asks_for_a_map_run_with_everything_evaluated() {
        World world = new World(
                "{'StartAt':'M','States':{'M':{'Type':'Map','Label':'L','End':true,'ToleratedFailureCountPath':'$.t',"
                        + "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'CSV','MaxItemsPath':'$.n'},"
                        + "'Parameters':{'Bucket.$':'$.b'}},'ItemBatcher':{'MaxItemsPerBatch':5,'BatchInput':{'k.$':'$.b'}},"
                        + "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'EXPRESS'},'StartAt':'P',"
                        + "'States':{'P':{'Type':'Pass','End':true}}}}}}");
        world.signal(new Signal.Start(World.json("{'b':'in','n':7,'t':2}"), "{}"));
        MapRunPlan plan = ((Command.StartMapRun) world.commands.getFirst()).plan();
        assertThat(plan.reader().toString())
                .isEqualTo("{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":{\"Bucket\":\"in\"},"
                        + "\"ReaderConfig\":{\"InputType\":\"CSV\",\"MaxItems\":7}}");
        assertThat(plan.batcher().toString()).isEqualTo("{\"MaxItemsPerBatch\":5,\"BatchInput\":{\"k\":\"in\"}}");
        assertThat(plan.tolerated()).isEqualTo(new Tolerance(2, 0));
        assertThat(plan.express()).isTrue();
        world.settle();
        assertThat(world.types()).contains("MapRunStarted", "MapRunSucceeded", "MapStateSucceeded");
    }

    @Test
    void a_payload_that_nests_without_end_is_refused() {
        World world = new World("{'StartAt':'A','States':{'A':{'Type':'Pass','Parameters':{'a.$':'$'},'Next':'A'}}}")
                .run("{}");
        assertThat(world.execution.failure().error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void an_expression_that_fails_after_a_wait_fails_the_execution() {
        World world = new World("{'QueryLanguage':'JSONata','StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3,"
                        + "'Output':'{% $none %}','End':true}}}")
                .run("{}");
        assertThat(world.types())
                .containsExactly("ExecutionStarted", "WaitStateEntered", "EvaluationFailed", "ExecutionFailed");
    }

    @Test
    void a_catcher_whose_own_expression_fails_does_not_catch_itself() {
        World world = new World("{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{" + LAMBDA
                        + ",'Arguments':{},'End':true,'Catch':[{'ErrorEquals':['States.ALL'],'Next':'P',"
                        + "'Output':'{% $none %}'}]},'P':{'Type':'Pass','End':true}}}")
                .task("T", new Reply.Fails("Broken", "x"))
                .run("{}");
        assertThat(world.types()).endsWith("TaskFailed", "EvaluationFailed", "ExecutionFailed");
    }

    @Test
    void a_failing_expression_can_be_caught() {
        World world = new World("{'QueryLanguage':'JSONata','StartAt':'T','States':{'T':{" + LAMBDA
                        + ",'Arguments':'{% $none %}','End':true,'Catch':[{'ErrorEquals':['States.QueryEvaluationError'],"
                        + "'Next':'P','Output':'caught'}]},'P':{'Type':'Pass','End':true}}}")
                .run("{}");
        assertThat(world.output()).isEqualTo("\"caught\"");
    }

    @Test
    void a_wait_of_less_than_nothing_is_refused() {
        World world = new World("{'StartAt':'W','States':{'W':{'Type':'Wait','SecondsPath':'$.s','End':true}}}")
                .run("{'s':-1}");
        assertThat(world.execution.failure().error()).isEqualTo("States.Runtime");
    }

    @Test
    void iterations_see_their_item_in_the_context_object() {
        World world = new World("{'StartAt':'M','States':{'M':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'P',"
                        + "'States':{'P':{'Type':'Pass','Parameters':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value'},"
                        + "'End':true}}}}}}")
                .run("['a']");
        assertThat(world.output()).isEqualTo("[{\"i\":0,\"v\":\"a\"}]");
    }
}
