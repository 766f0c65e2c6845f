package dev.sluice.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Activities;
import dev.sluice.engine.Engine;
import dev.sluice.engine.EngineConfig;
import dev.sluice.engine.EnginePorts;
import dev.sluice.engine.Execution;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.engine.ItemSource;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.Machine;
import dev.sluice.engine.MapRuns;
import dev.sluice.engine.Page;
import dev.sluice.engine.StatusChanges;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EngineTest {
    @TempDir
    Path directory;

    private final ScriptedTasks tasks = new ScriptedTasks();
    private Engine engine;

    @AfterEach
    void close() {
        if (engine != null) engine.close();
    }

    @Test
    void an_execution_runs_to_its_end_and_its_history_is_whole() throws InterruptedException {
        open();
        String machine = create(
                "{'StartAt':'A','States':{'A':{'Type':'Pass','Result':{'x':1},'Next':'B'},'B':{'Type':'Succeed'}}}");
        String arn = start(machine, "one", "{ \"in\": true }");
        Execution execution = ended(arn);
        assertThat(execution.status()).isEqualTo(Execution.Status.SUCCEEDED);
        assertThat(execution.input()).isEqualTo("{ \"in\": true }");
        assertThat(execution.output()).isEqualTo("{\"x\":1}");
        assertThat(types(arn))
                .containsExactly(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void history_pages_both_ways() throws InterruptedException {
        open();
        String machine = create("{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Succeed'}}}");
        String arn = start(machine, "one", "{}");
        ended(arn);
        Page<HistoryEvent> first = engine.executions().history(arn, new Page.Request(4, null), false);
        assertThat(first.items()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L);
        Page<HistoryEvent> second = engine.executions().history(arn, new Page.Request(4, first.nextToken()), false);
        assertThat(second.items()).extracting(HistoryEvent::id).containsExactly(5L, 6L);
        assertThat(second.nextToken()).isNull();
        Page<HistoryEvent> last = engine.executions().history(arn, new Page.Request(2, null), true);
        assertThat(last.items()).extracting(HistoryEvent::id).containsExactly(6L, 5L);
        Page<HistoryEvent> before = engine.executions().history(arn, new Page.Request(9, last.nextToken()), true);
        assertThat(before.items()).extracting(HistoryEvent::id).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void what_was_under_way_goes_on_after_a_restart() throws InterruptedException {
        open();
        String machine = create(
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f','Next':'W'},"
                        + "'W':{'Type':'Wait','Seconds':1,'Next':'E'},'E':{'Type':'Pass','End':true}}}");
        String arn = start(machine, "one", "{\"n\":1}");
        TaskRequest before = tasks.asked.take();
        engine.close();
        open();
        TaskRequest again = tasks.asked.take();
        assertThat(again.idempotencyKey()).isEqualTo(before.idempotencyKey());
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("{\"n\":2}")));
        assertThat(ended(arn).output()).isEqualTo("{\"n\":2}");
        assertThat(types(arn))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "WaitStateEntered",
                        "WaitStateExited",
                        "PassStateEntered",
                        "PassStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void a_token_answers_its_task_once_and_only_its_own() throws InterruptedException {
        open();
        String machine = create(
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                        + "'Parameters':{'MessageBody':{'t.$':'$$.Task.Token'}},'End':true}}}");
        String arn = start(machine, "one", "{}");
        String token = tasks.asked.take().parameters().at("/MessageBody/t").asString();
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("{\"MessageId\":\"1\"}")));
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("A") ? "BB" : "AA");
        assertThatThrownBy(() -> engine.tokens().succeed(forged, "{}"))
                .isInstanceOf(Refused.class)
                .hasMessage("Invalid Token: 'Invalid token'");
        engine.close();
        open();
        engine.tokens().succeed(token, "{\"ok\":true}");
        assertThat(ended(arn).output()).isEqualTo("{\"ok\":true}");
        assertThatThrownBy(() -> engine.tokens().succeed(token, "{}"))
                .isInstanceOf(Refused.class)
                .hasMessage("Task Timed Out: 'Provided task does not exist anymore'");
    }

    @Test
    void the_same_start_again_is_answered_with_the_running_execution_and_another_is_refused() throws Exception {
        open();
        String machine = create("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1000,'End':true}}}");
        String arn = start(machine, "one", "{\"a\":1}");
        assertThat(start(machine, "one", "{\"a\":1}")).isEqualTo(arn);
        assertThatThrownBy(() -> start(machine, "one", "{\"a\":2}"))
                .hasMessage("Execution Already Exists: '" + arn + "'");
        engine.executions().stop(arn, "E", "C");
        assertThat(engine.executions().describe(arn))
                .extracting(Execution::status, Execution::error, Execution::cause)
                .containsExactly(Execution.Status.ABORTED, "E", "C");
        types(arn);
        assertThatThrownBy(() -> start(machine, "one", "{\"a\":1}"))
                .hasMessage("Execution Already Exists: '" + arn + "'");
    }

    @Test
    void executions_are_listed_latest_first_by_status_in_pages() throws InterruptedException {
        open();
        String machine = create("{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}");
        for (int i = 0; i < 5; i++) start(machine, "n" + i, "{}");
        Execution.Filter all = new Execution.Filter(machine, null, null, null);
        for (int i = 0; i < 5; i++) ended(machine.replace("stateMachine", "execution") + ":n" + i);
        Page<Execution.Summary> first = engine.executions().list(all, new Page.Request(3, null));
        assertThat(first.items()).extracting(Execution.Summary::name).containsExactly("n4", "n3", "n2");
        Page<Execution.Summary> rest = engine.executions().list(all, new Page.Request(3, first.nextToken()));
        assertThat(rest.items()).extracting(Execution.Summary::name).containsExactly("n1", "n0");
        Execution.Filter failed = new Execution.Filter(machine, null, Execution.Status.FAILED, null);
        assertThat(engine.executions().list(failed, Page.Request.FIRST).items()).isEmpty();
    }

    @Test
    void a_synchronous_express_execution_answers_with_its_result() {
        open();
        String machine = create(
                "{'StartAt':'A','States':{'A':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f','End':true}}}",
                Machine.Type.EXPRESS);
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("[1]")));
        Execution.Finished finished =
                engine.executions().startSync(new Execution.Start(machine, null, "{}", null, Lineage.NONE));
        assertThat(finished.execution().output()).isEqualTo("[1]");
        assertThat(finished.billedMillis()).isPositive();
        assertThat(finished.execution().arn()).contains(":express:m:");
    }

    @Test
    void a_distributed_map_runs_each_item_as_an_execution_and_keeps_the_order() throws InterruptedException {
        open();
        String machine = create(MAP.replace("MORE", "'MaxConcurrency':3,"));
        String arn = start(machine, "one", "[5,6,7,8,9]");
        assertThat(ended(arn).output()).isEqualTo("[5,6,7,8,9]");
        assertThat(types(arn)).contains("MapRunStarted", "MapRunSucceeded");
        MapRuns.MapRun run =
                engine.mapRuns().list(arn, Page.Request.FIRST).items().getFirst();
        assertThat(engine.mapRuns().describe(run.arn()).items())
                .extracting(MapRuns.Counts::succeeded, MapRuns.Counts::total, MapRuns.Counts::running)
                .containsExactly(5L, 5L, 0L);
        Execution.Filter children = new Execution.Filter(null, run.arn(), null, null);
        assertThat(engine.executions().list(children, Page.Request.FIRST).items())
                .hasSize(5)
                .allMatch(child -> child.status() == Execution.Status.SUCCEEDED);
    }

    @Test
    void a_distributed_map_fails_when_too_many_items_do() throws InterruptedException {
        open();
        String fail =
                MAP.replace("{'Type':'Pass','End':true}", "{'Type':'Fail'}").replace("MORE", "");
        assertThat(ended(start(create(fail), "one", "[1,2]")))
                .extracting(Execution::status, Execution::error)
                .containsExactly(Execution.Status.FAILED, "States.ExceedToleratedFailureThreshold");
    }

    @Test
    void a_distributed_map_goes_on_after_a_restart_without_repeating_finished_children() throws Exception {
        open();
        String task = "{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f','End':true}";
        String machine = create(MAP.replace("{'Type':'Pass','End':true}", task).replace("MORE", "'MaxConcurrency':1,"));
        String arn = start(machine, "one", "[1,2,3]");
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("10")));
        tasks.asked.take();
        String second = tasks.asked.take().idempotencyKey();
        engine.close();
        open();
        assertThat(tasks.asked.take().idempotencyKey()).isEqualTo(second);
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("20")));
        tasks.asked.take();
        tasks.answers.add(new TaskResult.Succeeded(Json.parse("30")));
        assertThat(ended(arn).output()).isEqualTo("[10,20,30]");
    }

    @Test
    void too_much_at_once_is_refused_and_nothing_accepted_is_lost() throws Exception {
        open(new EngineConfig(directory, "000000000000", "us-east-1", 1, Duration.ofDays(90), 2, 10));
        String machine = create("{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}");
        AtomicInteger refused = new AtomicInteger();
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            callers.add(Thread.startVirtualThread(() -> {
                try {
                    accepted.add(start(machine, null, "{}"));
                } catch (Refused e) {
                    if (e.code().equals("ThrottlingException")) refused.incrementAndGet();
                }
            }));
        }
        for (Thread caller : callers) caller.join();
        assertThat(refused.get() + accepted.size()).isEqualTo(500);
        assertThat(refused).hasPositiveValue();
        for (String arn : accepted) assertThat(ended(arn).status()).isEqualTo(Execution.Status.SUCCEEDED);
    }

    @Test
    void a_long_history_is_read_in_parts_with_every_payload_in_its_place() throws InterruptedException {
        open();
        String machine = create("{'StartAt':'A','States':{"
                + "'A':{'Type':'Pass','Parameters':{'n.$':'States.MathAdd($.n,1)'},'Next':'C'},"
                + "'C':{'Type':'Choice','Choices':[{'Variable':'$.n','NumericLessThan':300,'Next':'A'}],'Default':'E'},"
                + "'E':{'Type':'Succeed'}}}");
        String arn = start(machine, "one", "{\"n\":0}");
        assertThat(ended(arn).output()).isEqualTo("{\"n\":300}");
        List<HistoryEvent> all = new ArrayList<>();
        Page<HistoryEvent> page = engine.executions().history(arn, new Page.Request(97, null), false);
        all.addAll(page.items());
        while (page.nextToken() != null) {
            page = engine.executions().history(arn, new Page.Request(97, page.nextToken()), false);
            all.addAll(page.items());
        }
        for (int i = 0; i < all.size(); i++) assertThat(all.get(i).id()).isEqualTo(i + 1);
        assertThat(all).hasSize(1 + 4 * 300 + 2 + 1);
        assertThat(all.get(4 * 200).details().toString()).contains("{\\\"n\\\":200}");
    }

    @Test
    void a_worker_gets_an_activitys_work_once_and_answers_it_with_its_token() throws InterruptedException {
        open();
        String activity = engine.activities().create("work", Map.of()).arn();
        String task = "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'" + activity + "','End':true}}}";
        String arn = start(create(task), "one", "{\"n\":1}");
        Activities.Work work = engine.activities().poll(activity, "me").orElseThrow();
        assertThat(work.input()).isEqualTo("{\"n\":1}");
        engine.close();
        open();
        engine.tokens().succeed(work.taskToken(), "7");
        assertThat(ended(arn).output()).isEqualTo("7");
        assertThat(types(arn)).containsOnlyOnce("ActivityStarted");
    }

    @Test
    void ended_executions_are_deleted_once_they_have_been_kept_long_enough() throws InterruptedException {
        open();
        String machine = create("{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}");
        String arn = start(machine, "one", "{}");
        ended(arn);
        types(arn);
        LocalEngine local = (LocalEngine) engine;
        assertThat(local.sweep(Duration.ofDays(1))).isZero();
        assertThat(local.sweep(Duration.ofMillis(-1))).isEqualTo(1);
        assertThatThrownBy(() -> engine.executions().history(arn, Page.Request.FIRST, false))
                .hasMessage("Execution Does Not Exist: '" + arn + "'");
    }

    private static final String MAP =
            "{'StartAt':'M','States':{'M':{'Type':'Map',MORE'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED',"
                    + "'ExecutionType':'STANDARD'},'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}},'End':true}}}";

    private void open() {
        open(EngineConfig.of(directory, "000000000000", "us-east-1"));
    }

    private void open(EngineConfig config) {
        EnginePorts ports = new EnginePorts(
                tasks, new NoItems(), (group, entry) -> {}, StatusChanges.NONE, InstantSource.system(), Ids.random());
        engine = Engine.open(config, ports);
    }

    private String create(String definition) {
        return create(definition, Machine.Type.STANDARD);
    }

    private String create(String definition, Machine.Type type) {
        Machine.Settings settings = new Machine.Settings(
                definition.replace('\'', '"'), "arn:aws:iam::000000000000:role/r", Machine.Logging.OFF, false, null);
        return engine.machines()
                .create(new Machine.Create("m", type, settings, false, null, Map.of()))
                .arn();
    }

    private String start(String machine, @Nullable String name, String input) {
        return engine.executions()
                .start(new Execution.Start(machine, name, input, null, Lineage.NONE))
                .arn();
    }

    private Execution ended(String arn) throws InterruptedException {
        var end = new java.util.concurrent.CompletableFuture<Object>();
        ((LocalEngine) engine).watch(arn, end::complete);
        end.join();
        return engine.executions().describe(arn);
    }

    private List<String> types(String arn) {
        return engine.executions().history(arn, new Page.Request(1000, null), false).items().stream()
                .map(HistoryEvent::type)
                .toList();
    }

    /// Tells what it is asked and answers what it is given.
    private static final class ScriptedTasks implements TaskTarget {
        private final LinkedBlockingQueue<TaskRequest> asked = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<TaskResult> answers = new LinkedBlockingQueue<>();

        @Override
        public TaskResult run(TaskRequest request) throws InterruptedException {
            asked.add(request);
            return answers.take();
        }

        @Override
        public TaskResult await(TaskRequest request, JsonNode submitted) throws InterruptedException {
            return answers.take();
        }

        @Override
        public void cancel(TaskRequest request, JsonNode submitted) {}
    }

    private static final class NoItems implements ItemSource {
        @Override
        public Items open(Reader reader) {
            throw new Refused("States.ItemReaderFailed", "there are no items");
        }

        @Override
        public void write(Writer writer, String key, byte[] json) {}
    }
}
