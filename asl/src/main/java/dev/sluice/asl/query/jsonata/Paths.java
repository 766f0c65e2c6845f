package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How paths walk over data: steps, filters, bound variables, sorting.
final class Paths {
    /// The member of a tuple that is the value itself; the others are variables bound on the way to it.
    static final String VALUE = "@";

    private final Evaluator evaluator;

    Paths(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    private Meter meter() {
        return evaluator.meter();
    }

    @Nullable
    JsonNode path(Expr.Path path, @Nullable JsonNode input, Frame frame) {
        List<@Nullable JsonNode> from =
                path.steps.getFirst() instanceof Expr.Variable ? Collections.singletonList(input) : Values.each(input);
        JsonNode result = null;
        Sequence tuples = null;
        boolean tupled = false;
        for (int i = 0; i < path.steps.size(); i++) {
            Expr step = path.steps.get(i);
            tupled |= step.tuple;
            if (i == 0 && step.constructs) result = evaluator.evaluate(step, input, frame);
            else if (tupled) tuples = tuples(step, from, tuples, frame);
            else result = step(step, from, frame, i == path.steps.size() - 1);
            if (!tupled && (result == null || result.isEmpty())) break;
            if (step.focus == null) from = Values.each(result);
        }
        if (tuples != null) result = path.tuple ? tuples : values(tuples);
        if (path.keepSingleton) result = kept(result);
        if (path.group == null) return result;
        return evaluator.grouping().object(path.group, tuples != null ? tuples : result, frame);
    }

    private Sequence values(Sequence tuples) {
        Sequence values = Sequence.empty();
        meter().elements(tuples.size());
        for (JsonNode tuple : tuples) {
            JsonNode value = tuple.get(VALUE);
            if (value != null) values.add(value);
        }
        return values;
    }

    private static @Nullable JsonNode kept(@Nullable JsonNode result) {
        if (!(result instanceof Sequence sequence)) return result;
        Sequence kept = sequence.constructed && !sequence.sequence ? Sequence.of(sequence) : sequence;
        kept.keepSingleton = true;
        return kept;
    }

    private JsonNode step(Expr step, List<@Nullable JsonNode> from, Frame frame, boolean last) {
        if (step instanceof Expr.Sort sort) {
            JsonNode sorted = sorted(sort, nodes(from), frame, false);
            return staged(step.stages, sorted, frame);
        }
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode item : from) {
            JsonNode result = evaluator.evaluate(step, item, frame);
            for (Expr.Stage stage : step.stages) result = filtered(stage, result, frame);
            if (result != null) found.add(result);
        }
        meter().elements(found.size());
        if (last && found.size() == 1 && found.getFirst() instanceof ArrayNode array && !Sequence.isSequence(array)) {
            return array;
        }
        return flattened(found);
    }

    private Sequence flattened(List<JsonNode> found) {
        Sequence flat = Sequence.empty();
        for (JsonNode one : found) {
            boolean keep = !(one instanceof ArrayNode) || (one instanceof Sequence sequence && sequence.constructed);
            meter().elements(keep ? 1 : one.size());
            if (keep) flat.add(one);
            else flat.addAll((ArrayNode) one);
        }
        return flat;
    }

    private static List<JsonNode> nodes(List<@Nullable JsonNode> from) {
        List<JsonNode> nodes = new ArrayList<>(from.size());
        for (JsonNode node : from) if (node != null) nodes.add(node);
        return nodes;
    }

    private JsonNode staged(List<Expr.Stage> stages, JsonNode input, Frame frame) {
        JsonNode result = input;
        for (Expr.Stage stage : stages) result = filtered(stage, result, frame);
        return result;
    }

    private Sequence tuples(Expr step, List<@Nullable JsonNode> from, @Nullable Sequence before, Frame frame) {
        Sequence result;
        if (step instanceof Expr.Sort sort) {
            result = sortedTuples(sort, from, before, frame);
        } else {
            result = Sequence.empty();
            result.tuples = true;
            for (JsonNode tuple : before == null ? tuplesOf(from) : before)
                next(step, (ObjectNode) tuple, result, frame);
        }
        for (Expr.Stage stage : step.stages) result = (Sequence) filtered(stage, result, frame);
        return result;
    }

    private Sequence tuplesOf(List<@Nullable JsonNode> from) {
        Sequence tuples = Sequence.empty();
        tuples.tuples = true;
        for (JsonNode item : from) {
            ObjectNode tuple = tuples.addObject();
            meter().elements(2);
            if (item != null) tuple.set(VALUE, item);
        }
        return tuples;
    }

    private Sequence sortedTuples(
            Expr.Sort sort, List<@Nullable JsonNode> from, @Nullable Sequence before, Frame frame) {
        if (before != null) {
            Sequence sorted = sorted(sort, nodes(Values.elements(before)), frame, true);
            sorted.tuples = true;
            return sorted;
        }
        Sequence tuples = tuplesOf(Values.elements(sorted(sort, nodes(from), frame, false)));
        if (sort.index == null) return tuples;
        for (int i = 0; i < tuples.size(); i++) ((ObjectNode) tuples.get(i)).put(sort.index, i);
        return tuples;
    }

    private void next(Expr step, ObjectNode before, Sequence result, Frame frame) {
        JsonNode found = evaluator.evaluate(step, before.get(VALUE), bound(frame, before));
        if (found == null) return;
        boolean tupled = found instanceof Sequence sequence && sequence.tuples;
        int position = 0;
        for (JsonNode value : Values.each(found)) {
            meter().elements(2L + before.size());
            ObjectNode tuple = Json.object();
            tuple.setAll(before);
            if (tupled && value instanceof ObjectNode inner) tuple.setAll(inner);
            else if (value != null) bind(step, before, tuple, value, position);
            result.add(tuple);
            position++;
        }
    }

    private static void bind(Expr step, ObjectNode before, ObjectNode tuple, JsonNode value, int position) {
        if (step.focus != null) tuple.set(step.focus, value);
        else tuple.set(VALUE, value);
        if (step.index != null) tuple.put(step.index, position);
        JsonNode parent = before.get(VALUE);
        if (step.ancestor != null && parent != null) tuple.set(step.ancestor.label, parent);
    }

    static Frame bound(Frame outer, JsonNode tuple) {
        Frame frame = new Frame(outer);
        for (var member : tuple.properties()) frame.bind(member.getKey(), member.getValue());
        return frame;
    }

    /// What a filter lets through, or the same tuples with their position bound.
    JsonNode filtered(Expr.Stage stage, @Nullable JsonNode input, Frame frame) {
        return switch (stage) {
            case Expr.Stage.Filter(var expr) -> filter(expr, input, frame);
            case Expr.Stage.Position(var variable) -> {
                if (input == null) yield Sequence.empty();
                for (int i = 0; i < input.size(); i++) {
                    if (input.get(i) instanceof ObjectNode tuple) tuple.put(variable, i);
                }
                yield input;
            }
        };
    }

    private JsonNode filter(Expr predicate, @Nullable JsonNode input, Frame frame) {
        boolean tupled = input instanceof Sequence sequence && sequence.tuples;
        List<@Nullable JsonNode> items = Values.each(input);
        Sequence results = Sequence.empty();
        results.tuples = tupled;
        if (predicate instanceof Expr.Literal literal && literal.value.isNumber()) {
            JsonNode item = at(items, literal.value);
            if (item instanceof ArrayNode array) return array;
            if (item != null) results.add(item);
            return results;
        }
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            Frame inner = tupled && item != null ? bound(frame, item) : frame;
            JsonNode context = tupled && item != null ? item.get(VALUE) : item;
            JsonNode verdict = evaluator.evaluate(predicate, context, inner);
            if (item != null && passes(verdict, i, items.size())) results.add(item);
        }
        meter().elements(results.size());
        return results;
    }

    private static @Nullable JsonNode at(List<@Nullable JsonNode> items, JsonNode number) {
        double index = Math.floor(number.asDouble());
        if (index < 0) index += items.size();
        return index >= 0 && index < items.size() ? items.get((int) index) : null;
    }

    private boolean passes(@Nullable JsonNode verdict, int position, int size) {
        if (verdict == null) return false;
        if (verdict.isNumber()) return isPosition(verdict, position, size);
        if (verdict instanceof ArrayNode array && isAllNumbers(array)) {
            for (JsonNode index : array) {
                meter().step();
                if (isPosition(index, position, size)) return true;
            }
            return false;
        }
        return Values.isTrue(verdict, meter());
    }

    private boolean isAllNumbers(ArrayNode array) {
        meter().steps(array.size());
        for (JsonNode element : array) if (!element.isNumber()) return false;
        return true;
    }

    private static boolean isPosition(JsonNode number, int position, int size) {
        double index = Math.floor(number.asDouble());
        return (index < 0 ? size + index : index) == position;
    }

    private Sequence sorted(Expr.Sort sort, List<JsonNode> items, Frame frame, boolean tupled) {
        Sequence sorted = items.size() <= 1 ? Sequence.empty() : Sequence.array();
        meter().elements(items.size());
        sorted.addAll(Sorting.sorted(items, (a, b) -> after(sort, a, b, frame, tupled), meter()));
        return sorted;
    }

    private boolean after(Expr.Sort sort, JsonNode a, JsonNode b, Frame frame, boolean tupled) {
        for (Expr.Term term : sort.terms) {
            JsonNode left = term(term, a, frame, tupled);
            JsonNode right = term(term, b, frame, tupled);
            if (left == null && right == null) continue;
            if (left == null || right == null) return left == null;
            if (!isSortable(left) || !isSortable(right)) throw JsonataError.of("T2008");
            if (left.isString() != right.isString()) throw JsonataError.of("T2007", left, right);
            int order = left.isString() ? left.asString().compareTo(right.asString()) : Values.compare(left, right);
            if (order != 0) return term.descending() ? order < 0 : order > 0;
        }
        return false;
    }

    private @Nullable JsonNode term(Expr.Term term, JsonNode item, Frame frame, boolean tupled) {
        if (!tupled) return evaluator.evaluate(term.expr(), item, frame);
        return evaluator.evaluate(term.expr(), item.get(VALUE), bound(frame, item));
    }

    private static boolean isSortable(JsonNode value) {
        return value.isString() || value.isNumber();
    }
}
