package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Turns a tree as written into the one that is evaluated: `.` chains become paths of steps, brackets become filters on
/// a step, calls at the end of a function's body become tail calls, and each `%` finds the step whose parent it means.
///
/// It only makes new nodes, so that a part written once and used twice (`a ?: b`) may be resolved twice.
final class Resolver {
    private int labels;

    private Resolver() {}

    static Expr resolve(Expr written) {
        Expr expr = new Resolver().of(written);
        if (expr instanceof Expr.Parent || !expr.seeking.isEmpty()) throw JsonataError.of("S0217");
        return expr;
    }

    private Expr of(Expr raw) {
        Expr expr =
                switch (raw) {
                    case Expr.Binary binary -> binary(binary);
                    case Expr.GroupBy group -> group(group);
                    case Expr.Sort sort -> sort(sort);
                    case Expr.Bind bind -> with(new Expr.Bind(bind.variable, of(bind.value)));
                    case Expr.Bound bound -> bound.position ? position(bound) : focus(bound);
                    case Expr.Negation negation -> negation(of(negation.operand));
                    case Expr.ArrayOf array -> seeking(new Expr.ArrayOf(all(array.items)), new ArrayList<>());
                    case Expr.ObjectOf object -> object(object);
                    case Expr.Call call -> call(call);
                    case Expr.Lambda lambda ->
                        new Expr.Lambda(lambda.parameters, lambda.signature, tailCalls(of(lambda.body)), false);
                    case Expr.Condition condition -> condition(condition);
                    case Expr.Transform t ->
                        new Expr.Transform(of(t.pattern), of(t.update), t.delete == null ? null : of(t.delete));
                    case Expr.Block block -> block(block);
                    case Expr.Name name -> path(name);
                    case Expr.Parent parent -> new Expr.Parent(new Expr.Slot("!" + labels++));
                    case Expr.Literal literal -> new Expr.Literal(literal.value);
                    case Expr.Variable variable -> new Expr.Variable(variable.name);
                    case Expr.Wildcard w -> new Expr.Wildcard();
                    case Expr.Descendants d -> new Expr.Descendants();
                    case Expr.Regex regex -> new Expr.Regex(regex.pattern);
                    case Expr.Placeholder p -> new Expr.Placeholder();
                    case Expr.Path p -> throw new IllegalStateException("already resolved");
                    case Expr.Apply a -> throw new IllegalStateException("already resolved");
                };
        if (raw.keepArray) expr.keepArray = true;
        return expr;
    }

    private List<Expr> all(List<Expr> raw) {
        List<Expr> exprs = new ArrayList<>(raw.size());
        for (Expr one : raw) exprs.add(of(one));
        return exprs;
    }

    private Expr binary(Expr.Binary raw) {
        return switch (raw.operator) {
            case "." -> dot(raw);
            case "[" -> filter(raw);
            case "~>" -> {
                Expr.Apply apply = new Expr.Apply(of(raw.left), of(raw.right));
                apply.keepArray = apply.left.keepArray || apply.right.keepArray;
                yield apply;
            }
            default -> {
                Expr.Binary binary = new Expr.Binary(raw.operator, of(raw.left), of(raw.right));
                seeks(binary, binary.left);
                seeks(binary, binary.right);
                yield binary;
            }
        };
    }

    private Expr dot(Expr.Binary raw) {
        Expr left = of(raw.left);
        Expr.Path path = asPath(left);
        if (left instanceof Expr.Parent parent) path.seeking.add(parent.slot);
        Expr right = of(raw.right);
        if (right instanceof Expr.Path rest) {
            path.steps.addAll(rest.steps);
        } else {
            right.stages.addAll(right.predicates);
            right.predicates.clear();
            path.steps.add(right);
        }
        path.steps.replaceAll(Resolver::step);
        if (path.steps.stream().anyMatch(step -> step.keepArray)) path.keepSingleton = true;
        if (path.steps.getFirst() instanceof Expr.ArrayOf array) array.constructs = true;
        if (path.steps.getLast() instanceof Expr.ArrayOf array) array.constructs = true;
        resolveParents(path);
        return path;
    }

    /// A quoted text among steps is a name; other literals can't be steps.
    private static Expr step(Expr step) {
        if (!(step instanceof Expr.Literal literal)) return step;
        if (!literal.value.isString()) throw JsonataError.of("S0213", literal.value);
        Expr.Name name = new Expr.Name(literal.value.asString());
        name.keepArray = step.keepArray;
        name.stages.addAll(step.stages);
        name.stages.addAll(step.predicates);
        return name;
    }

    private static Expr.Path asPath(Expr expr) {
        if (expr instanceof Expr.Path path) return path;
        Expr.Path path = new Expr.Path();
        path.steps.add(expr);
        return path;
    }

    private Expr path(Expr.Name raw) {
        Expr.Name name = new Expr.Name(raw.name);
        name.keepArray = raw.keepArray;
        Expr.Path path = asPath(name);
        path.keepSingleton = raw.keepArray;
        return path;
    }

    private Expr filter(Expr.Binary raw) {
        Expr result = of(raw.left);
        Expr step = result instanceof Expr.Path path ? path.steps.getLast() : result;
        if (step.group != null) throw JsonataError.of("S0209");
        Expr predicate = of(raw.right);
        for (Expr.Slot slot : predicate.seeking) {
            if (slot.level == 1) seekParent(step, slot);
            else slot.level--;
        }
        if (!predicate.seeking.isEmpty()) seeks(step, predicate);
        (result instanceof Expr.Path ? step.stages : step.predicates).add(new Expr.Stage.Filter(predicate));
        return result;
    }

    private Expr group(Expr.GroupBy raw) {
        Expr result = of(raw.left);
        if (result.group != null) throw JsonataError.of("S0210");
        result.group = pairs(raw.pairs);
        return result;
    }

    private List<Expr.Pair> pairs(List<Expr.Pair> raw) {
        return raw.stream()
                .map(pair -> new Expr.Pair(of(pair.key()), of(pair.value())))
                .toList();
    }

    private Expr sort(Expr.Sort raw) {
        if (raw.left == null) throw new IllegalStateException("already resolved");
        Expr.Path path = asPath(of(raw.left));
        List<Expr.Term> terms = raw.terms.stream()
                .map(term -> new Expr.Term(of(term.expr()), term.descending()))
                .toList();
        Expr.Sort sort = new Expr.Sort(null, terms);
        terms.forEach(term -> seeks(sort, term.expr()));
        path.steps.add(sort);
        resolveParents(path);
        return path;
    }

    private Expr focus(Expr.Bound raw) {
        Expr result = of(raw.left);
        Expr step = result instanceof Expr.Path path ? path.steps.getLast() : result;
        if (!step.stages.isEmpty() || !step.predicates.isEmpty()) throw JsonataError.of("S0215");
        if (step instanceof Expr.Sort) throw JsonataError.of("S0216");
        if (raw.keepArray) step.keepArray = true;
        step.focus = raw.variable;
        step.tuple = true;
        return result;
    }

    private Expr position(Expr.Bound raw) {
        Expr left = of(raw.left);
        Expr.Path path = asPath(left);
        Expr step = path.steps.getLast();
        if (!(left instanceof Expr.Path)) {
            step.stages.addAll(step.predicates);
            step.predicates.clear();
        }
        if (step.stages.isEmpty()) step.index = raw.variable;
        else step.stages.add(new Expr.Stage.Position(raw.variable));
        step.tuple = true;
        return path;
    }

    private static Expr negation(Expr operand) {
        if (operand instanceof Expr.Literal literal && literal.value.isNumber()) {
            JsonNode value = literal.value;
            return new Expr.Literal(Values.negated(value));
        }
        return with(new Expr.Negation(operand));
    }

    private Expr object(Expr.ObjectOf raw) {
        Expr.ObjectOf object = new Expr.ObjectOf(pairs(raw.pairs));
        for (Expr.Pair pair : object.pairs) {
            seeks(object, pair.key());
            seeks(object, pair.value());
        }
        return object;
    }

    private Expr call(Expr.Call raw) {
        Expr.Call call = new Expr.Call(of(raw.procedure), all(raw.arguments), raw.partial);
        return seeking(call, call.arguments);
    }

    private Expr condition(Expr.Condition raw) {
        Expr otherwise = raw.otherwise == null ? null : of(raw.otherwise);
        Expr.Condition condition = new Expr.Condition(of(raw.test), of(raw.then), otherwise);
        seeks(condition, condition.test);
        seeks(condition, condition.then);
        if (otherwise != null) seeks(condition, otherwise);
        return condition;
    }

    private Expr block(Expr.Block raw) {
        Expr.Block block = new Expr.Block(all(raw.parts));
        for (Expr part : block.parts) {
            seeks(block, part);
            boolean constructs = part instanceof Expr.Path path && path.steps.getFirst().constructs;
            if (part.constructs || constructs) block.constructs = true;
        }
        return block;
    }

    private static Expr with(Expr expr) {
        if (expr instanceof Expr.Bind bind) seeks(bind, bind.value);
        if (expr instanceof Expr.Negation negation) seeks(negation, negation.operand);
        return expr;
    }

    private static Expr seeking(Expr expr, List<Expr> parts) {
        for (Expr part : expr instanceof Expr.ArrayOf array ? array.items : parts) seeks(expr, part);
        return expr;
    }

    /// What a part looks for outside itself, its whole looks for too.
    private static void seeks(Expr whole, Expr part) {
        whole.seeking.addAll(part.seeking);
        if (part instanceof Expr.Parent parent) whole.seeking.add(parent.slot);
    }

    private static void resolveParents(Expr.Path path) {
        Expr last = path.steps.getLast();
        List<Expr.Slot> slots = new ArrayList<>(last.seeking);
        if (last instanceof Expr.Parent parent) slots.add(parent.slot);
        for (Expr.Slot slot : slots) {
            int index = path.steps.size() - 2;
            while (slot.level > 0) {
                if (index < 0) {
                    path.seeking.add(slot);
                    break;
                }
                Expr step = path.steps.get(index--);
                // Steps that only bind a variable don't move on, so they are one step together.
                while (index >= 0 && step.focus != null && path.steps.get(index).focus != null) {
                    step = path.steps.get(index--);
                }
                seekParent(step, slot);
            }
        }
    }

    private static void seekParent(Expr step, Expr.Slot slot) {
        switch (step) {
            case Expr.Name n -> found(step, slot);
            case Expr.Wildcard w -> found(step, slot);
            case Expr.Parent p -> slot.level++;
            case Expr.Block block -> {
                if (block.parts.isEmpty()) return;
                block.tuple = true;
                seekParent(block.parts.getLast(), slot);
            }
            case Expr.Path path -> {
                path.tuple = true;
                int index = path.steps.size() - 1;
                seekParent(path.steps.get(index--), slot);
                while (slot.level > 0 && index >= 0) seekParent(path.steps.get(index--), slot);
            }
            default -> throw JsonataError.of("S0217");
        }
    }

    private static void found(Expr step, Expr.Slot slot) {
        slot.level--;
        if (slot.level != 0) return;
        if (step.ancestor != null) slot.label = step.ancestor.label;
        step.ancestor = slot;
        step.tuple = true;
    }

    /// Puts a call that is the last thing a function does off until that function has returned, so that a loop written
    /// as recursion needs no stack.
    private static Expr tailCalls(Expr body) {
        switch (body) {
            case Expr.Call call
            when !call.partial && isPlain(call) -> {
                return new Expr.Lambda(List.of(), null, call, true);
            }
            case Expr.Condition condition
            when isPlain(condition) -> {
                condition.then = tailCalls(condition.then);
                if (condition.otherwise != null) condition.otherwise = tailCalls(condition.otherwise);
            }
            case Expr.Block block
            when isPlain(block) && !block.parts.isEmpty() ->
                block.parts.set(block.parts.size() - 1, tailCalls(block.parts.getLast()));
            default -> {
                // Nothing to put off.
            }
        }
        return body;
    }

    private static boolean isPlain(Expr expr) {
        return expr.predicates.isEmpty() && expr.group == null && !expr.keepArray;
    }
}
