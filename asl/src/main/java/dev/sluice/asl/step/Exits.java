package dev.sluice.asl.step;

import dev.sluice.asl.model.Catcher;
import dev.sluice.asl.model.ChoiceRule;
import dev.sluice.asl.model.DataFlow;
import dev.sluice.asl.model.PathFilter;
import dev.sluice.asl.model.Placement;
import dev.sluice.asl.model.StateCore;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a state's input becomes what it works on, and its result what it passes on.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html">I/O</a>
final class Exits {
    /// What a state passes on. @param assigned null if it assigns nothing
    record Exit(
            JsonNode output,
            @Nullable ObjectNode assigned,
            @Nullable String next) {}

    private final Scopes scopes;

    Exits(Scopes scopes) {
        this.scopes = scopes;
    }

    /// The input after InputPath.
    static JsonNode effectiveInput(StateCore core, Scope scope) {
        return filter(core.data().inputPath(), scope);
    }

    /// Parameters or Arguments, or the effective input if the state has none.
    static JsonNode arguments(StateCore core, Scope scope, JsonNode effectiveInput) {
        Template template = core.data().arguments();
        if (template == null) return effectiveInput;
        return template.evaluate(scope.withInput(effectiveInput), core.jsonata() ? "Arguments" : "Parameters");
    }

    /// The exit of a state that did some work, or, a Pass, has something to show.
    Exit withResult(Frame frame, JsonNode result) {
        StateCore core = frame.state().core();
        DataFlow data = core.data();
        if (data.transparent()) return new Exit(result, null, core.next());
        Scope scope = scopes.after(frame, result);
        if (core.jsonata()) {
            Template output = data.output();
            JsonNode value = output == null ? result : output.evaluate(scope, "Output");
            return new Exit(value, assigned(data.assign(), scope), core.next());
        }
        Template selector = data.resultSelector();
        JsonNode selected = selector == null ? result : selector.evaluate(scope.withInput(result), "ResultSelector");
        ObjectNode assigned = assigned(data.assign(), scope.withInput(selected));
        JsonNode placed = place(data.resultPath(), frame.input, selected);
        return new Exit(filter(data.outputPath(), scope.withInput(placed)), assigned, core.next());
    }

    /// The exit of a Wait, Succeed or Choice, which pass their input on.
    Exit passing(Frame frame, @Nullable String next) {
        StateCore core = frame.state().core();
        if (core.data().transparent()) return new Exit(frame.input, null, next);
        return passing(
                core, scopes.before(frame), core.data().output(), core.data().assign(), next);
    }

    /// The exit of a Choice by one of its rules.
    Exit byRule(Frame frame, ChoiceRule rule) {
        StateCore core = frame.state().core();
        if (core.data().transparent() && rule.output() == null && rule.assign() == null) {
            return new Exit(frame.input, null, rule.next());
        }
        return passing(core, scopes.before(frame), rule.output(), rule.assign(), rule.next());
    }

    private static Exit passing(
            StateCore core, Scope scope, @Nullable Template output, @Nullable Template assign, @Nullable String next) {
        if (core.jsonata()) {
            JsonNode value = output == null ? scope.input() : output.evaluate(scope, "Output");
            return new Exit(value, assigned(assign, scope), next);
        }
        JsonNode effective = effectiveInput(core, scope);
        Scope inner = scope.withInput(effective);
        return new Exit(filter(core.data().outputPath(), inner), assigned(assign, inner), next);
    }

    /// The exit by way of a catcher.
    Exit caught(Frame frame, Catcher catcher, Failure failure) {
        ObjectNode error = Json.object();
        error.put("Error", failure.error());
        error.put("Cause", failure.cause());
        Scope scope = scopes.caught(frame, error);
        ObjectNode assigned = assigned(catcher.assign(), scope);
        Template output = catcher.output();
        if (output != null) return new Exit(output.evaluate(scope, "Output"), assigned, catcher.next());
        return new Exit(place(catcher.resultPath(), frame.input, error), assigned, catcher.next());
    }

    static JsonNode place(@Nullable Placement placement, JsonNode input, JsonNode result) {
        if (placement == null) return result;
        return placement.path() == null ? input : placement.path().insert(input, result);
    }

    static JsonNode filter(@Nullable PathFilter filter, Scope scope) {
        if (filter == null) return scope.input();
        return filter.path() == null ? Json.object() : filter.path().read(scope);
    }

    static @Nullable ObjectNode assigned(@Nullable Template assign, Scope scope) {
        if (assign == null) return null;
        return assign.evaluate(scope, "Assign") instanceof ObjectNode object ? object : null;
    }
}
