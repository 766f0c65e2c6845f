package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Engine;
import dev.sluice.engine.Execution;
import dev.sluice.engine.Machine;
import dev.sluice.engine.Page;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.functions.FunctionError;
import dev.sluice.server.Descent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `trigger-step-function`: what the article's bucket notification names and never shows. For each object an event is
/// about, it puts a record down and starts the image pipeline with `{"bucket", "key"}`.
///
/// The pipeline is the newest state machine that invokes `validate-image`, or else the only one there is.
public final class TriggerStepFunction implements BuiltInFunction {
    private static final String FIRST_TASK = ":function:validate-image";
    private static final int MACHINES_MAX = 1_000;

    private final Supplier<Engine> engine;
    private final Notebook notebook;
    private final InstantSource clock;

    /// @param engine asked for late: functions are opened before it
    public TriggerStepFunction(Supplier<Engine> engine, Notebook notebook, InstantSource clock) {
        this.engine = engine;
        this.notebook = notebook;
        this.clock = clock;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        String machine = machine();
        ObjectNode answer = Json.object();
        ArrayNode executions = answer.putArray("executions");
        for (JsonNode record : event.path("Records")) {
            JsonNode s3 = record.path("s3");
            String key = URLDecoder.decode(s3.path("object").path("key").asString(), StandardCharsets.UTF_8);
            ObjectNode input =
                    Json.object("bucket", s3.path("bucket").path("name").asString(), "key", key);
            String name = name(key, s3.path("object").path("sequencer").asString());
            // Put down before anything can go wrong; what becomes of the upload replaces it.
            Outcome received = Outcome.of(input, call, "RECEIVED", clock.instant());
            notebook.recordOnce(Outcome.TABLE, received.item(), call.lineage());
            executions.add(start(machine, name, Json.write(input), call));
        }
        return answer;
    }

    private String start(String machine, String name, String input, Call call) {
        var descent = Descent.parse(call.lineage()).lineage();
        try {
            return engine.get()
                    .executions()
                    .start(new Execution.Start(machine, name, input, null, descent))
                    .arn();
        } catch (Refused refused) {
            // The event came a second time; its execution has run already.
            if (refused.code().equals("ExecutionAlreadyExists")) return name;
            throw refused;
        }
    }

    private String machine() {
        List<Machine.Summary> all = engine.get()
                .machines()
                .list(new Page.Request(MACHINES_MAX, null))
                .items();
        return all.stream()
                .filter(summary -> engine.get()
                        .machines()
                        .describe(summary.arn())
                        .settings()
                        .definition()
                        .contains(FIRST_TASK))
                .max(java.util.Comparator.comparing(Machine.Summary::created))
                .or(() -> all.size() == 1 ? java.util.Optional.of(all.getFirst()) : java.util.Optional.empty())
                .map(Machine.Summary::arn)
                .orElseThrow(() -> new FunctionError(
                        "NoStateMachine",
                        "trigger-step-function found no state machine that invokes validate-image among " + all.size()
                                + "; create one, or a function of your own by this name"));
    }

    /// The same event makes the same name, so that an event that comes twice starts one execution.
    private static String name(String key, String sequencer) {
        String readable = key.replaceAll("[^A-Za-z0-9_.-]", "-");
        int room = 79 - sequencer.length();
        return readable.substring(Math.max(0, readable.length() - room)) + "-" + sequencer;
    }
}
