package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.Selection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns an accepted definition into the model, compiling every expression once.
final class MachineParser {
    private final QueryLanguage machineLanguage;

    private MachineParser(QueryLanguage machineLanguage) {
        this.machineLanguage = machineLanguage;
    }

    static StateMachine parse(JsonNode definition) {
        Fields fields = new Fields(definition, QueryLanguage.JSONPATH);
        QueryLanguage language = QueryLanguage.of(fields.textOr("QueryLanguage", "JSONPath"));
        Flow flow = new MachineParser(language).flow(definition);
        return new StateMachine(flow, fields.integer("TimeoutSeconds"));
    }

    private Flow flow(JsonNode node) {
        Map<String, State> states = new LinkedHashMap<>();
        JsonNode all = node.get("States");
        if (all != null)
            all.properties().forEach(each -> states.put(each.getKey(), state(each.getKey(), each.getValue())));
        return new Flow(new Fields(node, machineLanguage).textOr("StartAt", ""), states);
    }

    private State state(String name, JsonNode node) {
        String own = new Fields(node, machineLanguage).text("QueryLanguage");
        Fields fields = new Fields(node, own == null ? machineLanguage : QueryLanguage.of(own));
        StateType type = StateType.of(fields.textOr("Type", ""));
        StateCore core = fields.core(name, type, type != StateType.MAP);
        return switch (type) {
            case TASK -> task(core, fields);
            case PASS -> new State.Pass(core, fields.get("Result"));
            case CHOICE -> new State.Choice(core, fields.list("Choices", ChoiceParser::rule), fields.text("Default"));
            case WAIT -> new State.Wait(core, fields.quantity("Seconds"), fields.quantity("Timestamp"));
            case SUCCEED -> new State.Succeed(core);
            case FAIL -> new State.Fail(core, wording(fields, "Error"), wording(fields, "Cause"));
            case PARALLEL -> new State.Parallel(core, fields.list("Branches", branch -> flow(branch.node())));
            case MAP -> map(core, fields);
        };
    }

    private static State task(StateCore core, Fields fields) {
        return new State.Task(
                core,
                TaskResource.of(fields.textOr("Resource", "")),
                fields.quantity("TimeoutSeconds"),
                fields.quantity("HeartbeatSeconds"),
                fields.template("Credentials"));
    }

    private static State.@Nullable Wording wording(Fields fields, String field) {
        String selection = fields.jsonata() ? null : fields.text(field + "Path");
        if (selection != null) return new State.Wording.Selected(field + "Path", Selection.compile(selection));
        Quantity value = fields.quantity(field);
        return value == null ? null : new State.Wording.Plain(value);
    }

    private State map(StateCore core, Fields fields) {
        JsonNode processor = fields.get("ItemProcessor");
        if (processor == null) processor = fields.get("Iterator");
        if (processor == null) throw new IllegalStateException("Map without ItemProcessor: " + core.name());
        Template selector = fields.template("ItemSelector");
        if (selector == null) selector = fields.pathTemplate("Parameters");
        return new State.Map(
                core,
                flow(processor),
                fields.path("ItemsPath"),
                items(fields),
                selector,
                fields.quantity("MaxConcurrency"),
                fields.quantity("ToleratedFailureCount"),
                fields.quantity("ToleratedFailurePercentage"),
                distribution(fields, processor));
    }

    private static State.@Nullable ItemsSource items(Fields fields) {
        JsonNode items = fields.jsonata() ? fields.get("Items") : null;
        if (items == null) return null;
        if (items.isString() && JsonataExpression.isExpression(items.asString())) {
            return new State.ItemsSource.Computed(JsonataExpression.compile(items.asString()));
        }
        Template template = fields.template("Items");
        return template == null ? null : new State.ItemsSource.Written(template);
    }

    private static @Nullable Distribution distribution(Fields fields, JsonNode processor) {
        JsonNode config = processor.get("ProcessorConfig");
        if (config == null || !"DISTRIBUTED".equals(fields.of(config).text("Mode"))) return null;
        return new Distribution(
                fields.text("Label"),
                "EXPRESS".equals(fields.of(config).text("ExecutionType")),
                reader(fields),
                batcher(fields),
                writer(fields));
    }

    private static Distribution.@Nullable Reader reader(Fields fields) {
        JsonNode node = fields.get("ItemReader");
        if (node == null) return null;
        Fields reader = fields.of(node);
        JsonNode config = node.get("ReaderConfig");
        Quantity maxItems = config == null ? null : fields.of(config).quantity("MaxItems");
        return new Distribution.Reader(reader.textOr("Resource", ""), call(reader), maxItems, config);
    }

    private static Distribution.@Nullable Batcher batcher(Fields fields) {
        JsonNode node = fields.get("ItemBatcher");
        if (node == null) return null;
        Fields batcher = fields.of(node);
        return new Distribution.Batcher(
                batcher.quantity("MaxItemsPerBatch"),
                batcher.quantity("MaxInputBytesPerBatch"),
                batcher.template("BatchInput"));
    }

    private static Distribution.@Nullable Writer writer(Fields fields) {
        JsonNode node = fields.get("ResultWriter");
        if (node == null) return null;
        Fields writer = fields.of(node);
        return new Distribution.Writer(writer.text("Resource"), call(writer), node.get("WriterConfig"));
    }

    private static @Nullable Template call(Fields fields) {
        return fields.template(fields.jsonata() ? "Arguments" : "Parameters");
    }
}
