package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A node of an expression's tree. [Parser] makes the tree as written, [Resolver] a second one as it is evaluated; the
/// marks below are set while resolving and never changed afterwards.
abstract sealed class Expr {
    /// `[]` was written here.
    boolean keepArray;

    /// An array constructor that is a step of a path.
    boolean constructs;

    /// The step carries tuples: something binds a variable or looks for a parent.
    boolean tuple;

    /// Variable bound by `@$name`, and by `#$name`.
    @Nullable
    String focus;

    @Nullable
    String index;

    /// The parent looked for by a `%` further on.
    @Nullable
    Slot ancestor;

    /// Parents looked for inside and not found yet.
    final List<Slot> seeking = new ArrayList<>(0);

    /// Filters on a value that is no step.
    final List<Stage> predicates = new ArrayList<>(0);

    /// Filters and positions on a step.
    final List<Stage> stages = new ArrayList<>(0);

    @Nullable
    List<Pair> group;

    /// What a `%` refers to: how many levels up, and the variable its value is carried in.
    static final class Slot {
        String label;
        int level = 1;

        Slot(String label) {
            this.label = label;
        }
    }

    /// What follows a step in brackets or after `#`.
    sealed interface Stage {
        record Filter(Expr expr) implements Stage {}

        record Position(String variable) implements Stage {}
    }

    record Pair(Expr key, Expr value) {}

    record Term(Expr expr, boolean descending) {}

    static final class Literal extends Expr {
        final JsonNode value;

        Literal(JsonNode value) {
            this.value = value;
        }
    }

    static final class Name extends Expr {
        final String name;

        Name(String name) {
            this.name = name;
        }
    }

    static final class Variable extends Expr {
        final String name;

        Variable(String name) {
            this.name = name;
        }
    }

    static final class Wildcard extends Expr {}

    static final class Descendants extends Expr {}

    static final class Parent extends Expr {
        final Slot slot;

        Parent(Slot slot) {
            this.slot = slot;
        }
    }

    static final class Regex extends Expr {
        final Pattern pattern;

        Regex(Pattern pattern) {
            this.pattern = pattern;
        }
    }

    /// `?` among a partial call's arguments.
    static final class Placeholder extends Expr {}

    static final class Path extends Expr {
        final List<Expr> steps = new ArrayList<>();
        boolean keepSingleton;
    }

    /// An operator; before resolving also `.` and `[`.
    static final class Binary extends Expr {
        final String operator;
        final Expr left;
        final Expr right;

        Binary(String operator, Expr left, Expr right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }
    }

    static final class Negation extends Expr {
        final Expr operand;

        Negation(Expr operand) {
            this.operand = operand;
        }
    }

    static final class ArrayOf extends Expr {
        final List<Expr> items;

        ArrayOf(List<Expr> items) {
            this.items = items;
        }
    }

    static final class ObjectOf extends Expr {
        final List<Pair> pairs;

        ObjectOf(List<Pair> pairs) {
            this.pairs = pairs;
        }
    }

    static final class Block extends Expr {
        final List<Expr> parts;

        Block(List<Expr> parts) {
            this.parts = parts;
        }
    }

    static final class Condition extends Expr {
        final Expr test;
        Expr then;

        @Nullable
        Expr otherwise;

        Condition(Expr test, Expr then, @Nullable Expr otherwise) {
            this.test = test;
            this.then = then;
            this.otherwise = otherwise;
        }
    }

    static final class Bind extends Expr {
        final String variable;
        final Expr value;

        Bind(String variable, Expr value) {
            this.variable = variable;
            this.value = value;
        }
    }

    static final class Call extends Expr {
        final Expr procedure;
        final List<Expr> arguments;
        final boolean partial;

        Call(Expr procedure, List<Expr> arguments, boolean partial) {
            this.procedure = procedure;
            this.arguments = arguments;
            this.partial = partial;
        }
    }

    /// `function($a){…}`, or a call in tail position, put off until its caller has returned.
    static final class Lambda extends Expr {
        final List<String> parameters;
        final @Nullable Signature signature;
        final Expr body;
        final boolean thunk;

        Lambda(List<String> parameters, @Nullable Signature signature, Expr body, boolean thunk) {
            this.parameters = parameters;
            this.signature = signature;
            this.body = body;
            this.thunk = thunk;
        }
    }

    /// `~>`.
    static final class Apply extends Expr {
        final Expr left;
        final Expr right;

        Apply(Expr left, Expr right) {
            this.left = left;
            this.right = right;
        }
    }

    static final class Transform extends Expr {
        final Expr pattern;
        final Expr update;
        final @Nullable Expr delete;

        Transform(Expr pattern, Expr update, @Nullable Expr delete) {
            this.pattern = pattern;
            this.update = update;
            this.delete = delete;
        }
    }

    /// A step that sorts; as written, `left` is what it sorts, and null once resolved.
    static final class Sort extends Expr {
        final @Nullable Expr left;
        final List<Term> terms;

        Sort(@Nullable Expr left, List<Term> terms) {
            this.left = left;
            this.terms = terms;
        }
    }

    /// `left{key: value}`, only as written.
    static final class GroupBy extends Expr {
        final Expr left;
        final List<Pair> pairs;

        GroupBy(Expr left, List<Pair> pairs) {
            this.left = left;
            this.pairs = pairs;
        }
    }

    /// `left@$variable` or `left#$variable`, only as written.
    static final class Bound extends Expr {
        final boolean position;
        final Expr left;
        final String variable;

        Bound(boolean position, Expr left, String variable) {
            this.position = position;
            this.left = left;
            this.variable = variable;
        }
    }
}
