package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One evaluation of one expression: walks the tree and counts what it uses up.
final class Evaluator {
    private final Meter meter = Meter.full();
    private final Paths paths = new Paths(this);
    private final Grouping grouping = new Grouping(this);
    private final Instant now;
    private final RandomGenerator random;

    Evaluator(Instant now, RandomGenerator random) {
        this.now = now;
        this.random = random;
    }

    Meter meter() {
        return meter;
    }

    Grouping grouping() {
        return grouping;
    }

    Instant now() {
        return now;
    }

    RandomGenerator random() {
        return random;
    }

    /// The value of an expression; null is undefined.
    @Nullable
    JsonNode evaluate(Expr expr, @Nullable JsonNode input, Frame frame) {
        meter.step();
        meter.enter();
        JsonNode result = bare(expr, input, frame);
        for (Expr.Stage stage : expr.predicates) result = paths.filtered(stage, result, frame);
        if (expr.group != null && !(expr instanceof Expr.Path)) result = grouping.object(expr.group, result, frame);
        meter.leave();
        return alone(expr, result);
    }

    /// A query's result of one element is that element, and of none is undefined.
    private static @Nullable JsonNode alone(Expr expr, @Nullable JsonNode result) {
        if (!(result instanceof Sequence sequence) || !sequence.sequence || sequence.tuples) return result;
        if (expr.keepArray) sequence.keepSingleton = true;
        if (sequence.isEmpty()) return null;
        return sequence.size() == 1 && !sequence.keepSingleton ? sequence.get(0) : sequence;
    }

    private @Nullable JsonNode bare(Expr expr, @Nullable JsonNode input, Frame frame) {
        return switch (expr) {
            case Expr.Path path -> paths.path(path, input, frame);
            case Expr.Name name -> Members.member(input, name.name, meter);
            case Expr.Literal literal -> literal.value;
            case Expr.Variable variable -> variable.name.isEmpty() ? input : frame.lookup(variable.name);
            case Expr.Binary binary -> binary(binary, input, frame);
            case Expr.Call call -> call.partial ? partial(call, input, frame) : call(call, List.of(), input, frame);
            case Expr.Condition condition -> condition(condition, input, frame);
            case Expr.Block block -> block(block, input, frame);
            case Expr.Bind bind -> {
                JsonNode value = evaluate(bind.value, input, frame);
                frame.bind(bind.variable, value);
                yield value;
            }
            case Expr.ArrayOf array -> array(array, input, frame);
            case Expr.ObjectOf object -> grouping.object(object.pairs, input, frame);
            case Expr.Lambda lambda -> new Fn.Closure(lambda, input, frame);
            case Expr.Apply apply -> apply(apply, input, frame);
            case Expr.Negation negation -> Operators.negation(evaluate(negation.operand, input, frame));
            case Expr.Regex regex -> new Fn.Regex(regex.pattern);
            case Expr.Transform transform -> new Fn.Transformer(transform, frame);
            case Expr.Wildcard w -> Members.wildcard(input, meter);
            case Expr.Descendants d -> Members.descendants(input, meter);
            case Expr.Parent parent -> frame.lookup(parent.slot.label);
            case Expr.Sort s -> throw unresolved();
            case Expr.GroupBy g -> throw unresolved();
            case Expr.Bound b -> throw unresolved();
            case Expr.Placeholder p -> throw JsonataError.of("S0201", "?");
        };
    }

    private static IllegalStateException unresolved() {
        return new IllegalStateException("a tree as written can't be evaluated");
    }

    private @Nullable JsonNode binary(Expr.Binary binary, @Nullable JsonNode input, Frame frame) {
        JsonNode left = evaluate(binary.left, input, frame);
        switch (binary.operator) {
            case "and" -> {
                boolean both = Values.isTrue(left, meter) && Values.isTrue(evaluate(binary.right, input, frame), meter);
                return Json.bool(both);
            }
            case "or" -> {
                boolean either =
                        Values.isTrue(left, meter) || Values.isTrue(evaluate(binary.right, input, frame), meter);
                return Json.bool(either);
            }
            default -> {
                return Operators.apply(binary.operator, left, evaluate(binary.right, input, frame), meter);
            }
        }
    }

    private @Nullable JsonNode condition(Expr.Condition condition, @Nullable JsonNode input, Frame frame) {
        if (Values.isTrue(evaluate(condition.test, input, frame), meter)) return evaluate(condition.then, input, frame);
        return condition.otherwise == null ? null : evaluate(condition.otherwise, input, frame);
    }

    private @Nullable JsonNode block(Expr.Block block, @Nullable JsonNode input, Frame frame) {
        Frame inner = new Frame(frame);
        JsonNode last = null;
        for (Expr part : block.parts) last = evaluate(part, input, inner);
        return last;
    }

    private JsonNode array(Expr.ArrayOf array, @Nullable JsonNode input, Frame frame) {
        Sequence result = Sequence.array();
        for (Expr item : array.items) {
            JsonNode value = evaluate(item, input, frame);
            if (value == null) continue;
            boolean flatten = value instanceof ArrayNode && !(item instanceof Expr.ArrayOf);
            meter.elements(flatten ? value.size() : 1);
            if (flatten) result.addAll((ArrayNode) value);
            else result.add(value);
        }
        result.constructed = array.constructs;
        return result;
    }

    private @Nullable JsonNode apply(Expr.Apply apply, @Nullable JsonNode input, Frame frame) {
        JsonNode left = evaluate(apply.left, input, frame);
        if (apply.right instanceof Expr.Call call && !call.partial) {
            List<@Nullable JsonNode> first = new ArrayList<>();
            first.add(left);
            return call(call, first, input, frame);
        }
        if (!(evaluate(apply.right, input, frame) instanceof Fn right)) throw JsonataError.of("T2006");
        if (left instanceof Fn first) return new Fn.Chain(first, right);
        List<@Nullable JsonNode> arguments = new ArrayList<>();
        arguments.add(left);
        return apply(right, arguments, null);
    }

    private @Nullable JsonNode call(
            Expr.Call call, List<@Nullable JsonNode> first, @Nullable JsonNode input, Frame frame) {
        Fn fn = procedure(call, "T1005", "T1006", input, frame);
        List<@Nullable JsonNode> arguments = new ArrayList<>(first);
        for (Expr argument : call.arguments) arguments.add(evaluate(argument, input, frame));
        return apply(fn, arguments, input);
    }

    private Fn procedure(Expr.Call call, String misnamed, String none, @Nullable JsonNode input, Frame frame) {
        JsonNode procedure = evaluate(call.procedure, input, frame);
        if (procedure instanceof Fn fn) return fn;
        boolean named = call.procedure instanceof Expr.Path path
                && path.steps.getFirst() instanceof Expr.Name name
                && frame.lookup(name.name) != null;
        if (procedure == null && named) {
            String name = ((Expr.Name) ((Expr.Path) call.procedure).steps.getFirst()).name;
            String did = misnamed.equals("T1005") ? "invoke" : "partially apply";
            throw JsonataError.saying(misnamed, "Attempted to " + did + " a non-function. Did you mean $" + name + "?");
        }
        throw JsonataError.of(none);
    }

    private JsonNode partial(Expr.Call call, @Nullable JsonNode input, Frame frame) {
        List<Fn.Partial.Given> given = new ArrayList<>();
        for (Expr argument : call.arguments) {
            boolean open = argument instanceof Expr.Placeholder;
            given.add(new Fn.Partial.Given(open, open ? null : evaluate(argument, input, frame)));
        }
        return new Fn.Partial(procedure(call, "T1007", "T1008", input, frame), given);
    }

    /// Calls a function. Calls in tail position come back as thunks and are made here, one after the other.
    @Nullable
    JsonNode apply(Fn fn, List<@Nullable JsonNode> arguments, @Nullable JsonNode input) {
        JsonNode result = once(fn, arguments, input);
        while (result instanceof Fn.Closure thunk && thunk.lambda.thunk) {
            Expr.Call call = (Expr.Call) thunk.lambda.body;
            Fn next = procedure(call, "T1005", "T1006", thunk.input, thunk.frame);
            List<@Nullable JsonNode> nextArguments = new ArrayList<>();
            for (Expr argument : call.arguments) nextArguments.add(evaluate(argument, thunk.input, thunk.frame));
            result = once(next, nextArguments, thunk.input);
        }
        return result;
    }

    private @Nullable JsonNode once(Fn fn, List<@Nullable JsonNode> arguments, @Nullable JsonNode input) {
        meter.step();
        meter.enter();
        JsonNode result =
                switch (fn) {
                    case Fn.Closure closure -> closure(closure, arguments, input);
                    case Fn.Native known ->
                        known.body.call(new Arguments(known.signature.checked(arguments, input, known.name), this));
                    case Fn.Partial partial -> apply(partial.target, partial.filled(arguments), input);
                    case Fn.Chain chain -> {
                        List<@Nullable JsonNode> between = new ArrayList<>();
                        between.add(apply(chain.first, arguments, null));
                        yield apply(chain.second, between, null);
                    }
                    case Fn.Regex regex -> matched(regex, arguments);
                    case Fn.Transformer transformer -> transformed(transformer, arguments);
                };
        meter.leave();
        return result;
    }

    private @Nullable JsonNode closure(
            Fn.Closure closure, List<@Nullable JsonNode> arguments, @Nullable JsonNode input) {
        Expr.Lambda lambda = closure.lambda;
        List<@Nullable JsonNode> checked =
                lambda.signature == null ? arguments : lambda.signature.checked(arguments, input, "function");
        Frame frame = new Frame(closure.frame);
        for (int i = 0; i < lambda.parameters.size(); i++) {
            frame.bind(lambda.parameters.get(i), i < checked.size() ? checked.get(i) : null);
        }
        return evaluate(lambda.body, closure.input, frame);
    }

    private @Nullable JsonNode matched(Fn.Regex regex, List<@Nullable JsonNode> arguments) {
        JsonNode text = arguments.isEmpty() ? null : arguments.getFirst();
        if (text == null || !text.isString()) return null;
        return nextMatch(regex.over(text.asString(), meter));
    }

    private @Nullable JsonNode nextMatch(Matcher matcher) {
        if (!matcher.find()) return null;
        ObjectNode match = Json.object();
        match.put("match", matcher.group());
        match.put("start", matcher.start());
        match.put("end", matcher.end());
        ArrayNode groups = match.putArray("groups");
        for (int i = 1; i <= matcher.groupCount(); i++) groups.add(matcher.group(i));
        match.set("next", new Fn.Native("next", Signature.parse("<:o>"), 0, arguments -> nextMatch(matcher)));
        return match;
    }

    private @Nullable JsonNode transformed(Fn.Transformer transformer, List<@Nullable JsonNode> arguments) {
        JsonNode original = arguments.isEmpty() ? null : arguments.getFirst();
        if (original == null) return null;
        if (!original.isContainer()) throw JsonataError.of("T0410", 1, "transform");
        JsonNode copy = Export.copied(original, meter);
        JsonNode matches = evaluate(transformer.transform.pattern, copy, transformer.frame);
        if (matches == null) return copy;
        for (JsonNode match : Values.each(matches)) {
            if (match != null) transform(transformer, match);
        }
        return copy;
    }

    private void transform(Fn.Transformer transformer, JsonNode match) {
        JsonNode update = evaluate(transformer.transform.update, match, transformer.frame);
        if (update != null && !update.isObject()) throw JsonataError.of("T2011", update);
        if (update instanceof ObjectNode members && match instanceof ObjectNode target) target.setAll(members);
        if (transformer.transform.delete == null) return;
        JsonNode deletions = evaluate(transformer.transform.delete, match, transformer.frame);
        if (deletions == null) return;
        for (JsonNode name : Values.each(deletions)) {
            if (name == null || !name.isString()) throw JsonataError.of("T2012", deletions);
            if (match instanceof ObjectNode target) target.remove(name.asString());
        }
    }
}
