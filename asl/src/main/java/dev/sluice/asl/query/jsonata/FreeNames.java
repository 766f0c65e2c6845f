package dev.sluice.asl.query.jsonata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a tree as written refers to outside itself.
final class FreeNames {
    private static final String STATES = "states";

    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> bound = new LinkedHashSet<>();
    private final Set<String> states = new LinkedHashSet<>();

    Set<String> variables() {
        Set<String> free = new LinkedHashSet<>(used);
        free.removeAll(bound);
        free.removeIf(name -> name.isEmpty() || name.equals("$") || name.equals(STATES) || Builtins.has(name));
        return free;
    }

    Set<String> states() {
        return states;
    }

    void walk(@Nullable Expr expr) {
        switch (expr) {
            case null -> {}
            case Expr.Variable variable -> used.add(variable.name);
            case Expr.Binary binary -> {
                member(binary);
                walk(binary.left);
                walk(binary.right);
            }
            case Expr.GroupBy group -> {
                walk(group.left);
                pairs(group.pairs);
            }
            case Expr.Sort sort -> {
                walk(sort.left);
                sort.terms.forEach(term -> walk(term.expr()));
            }
            case Expr.Bind bind -> {
                bound.add(bind.variable);
                walk(bind.value);
            }
            case Expr.Bound binding -> {
                bound.add(binding.variable);
                walk(binding.left);
            }
            case Expr.Negation negation -> walk(negation.operand);
            case Expr.ArrayOf array -> array.items.forEach(this::walk);
            case Expr.ObjectOf object -> pairs(object.pairs);
            case Expr.Call call -> {
                walk(call.procedure);
                call.arguments.forEach(this::walk);
            }
            case Expr.Lambda lambda -> {
                bound.addAll(lambda.parameters);
                walk(lambda.body);
            }
            case Expr.Condition condition -> {
                walk(condition.test);
                walk(condition.then);
                walk(condition.otherwise);
            }
            case Expr.Transform transform -> {
                walk(transform.pattern);
                walk(transform.update);
                walk(transform.delete);
            }
            case Expr.Block block -> block.parts.forEach(this::walk);
            case Expr.Apply apply -> {
                walk(apply.left);
                walk(apply.right);
            }
            case Expr.Path path -> path.steps.forEach(this::walk);
            case Expr.Name n -> {}
            case Expr.Literal l -> {}
            case Expr.Wildcard w -> {}
            case Expr.Descendants d -> {}
            case Expr.Parent p -> {}
            case Expr.Regex r -> {}
            case Expr.Placeholder p -> {}
        }
    }

    private void pairs(List<Expr.Pair> pairs) {
        for (Expr.Pair pair : pairs) {
            walk(pair.key());
            walk(pair.value());
        }
    }

    private void member(Expr.Binary binary) {
        boolean ofStates = binary.operator.equals(".")
                && binary.left instanceof Expr.Variable variable
                && variable.name.equals(STATES);
        Expr right = binary.right;
        while (right instanceof Expr.Binary filter && filter.operator.equals("[")) right = filter.left;
        if (right instanceof Expr.GroupBy group) right = group.left;
        if (ofStates && right instanceof Expr.Name name) states.add(name.name);
    }
}
