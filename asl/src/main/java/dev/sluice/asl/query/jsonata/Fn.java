package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// A function as a value. It is a node so that arrays and objects may hold it while an expression runs; none leaves.
abstract sealed class Fn extends POJONode {
    private Fn(String kind) {
        super(kind);
    }

    /// Arguments it is told of; `$map` and its kin pass no more.
    abstract int arity();

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /// A function of the expression, with what it saw where it was made.
    static final class Closure extends Fn {
        final Expr.Lambda lambda;
        final @Nullable JsonNode input;
        final Frame frame;

        Closure(Expr.Lambda lambda, @Nullable JsonNode input, Frame frame) {
            super("lambda");
            this.lambda = lambda;
            this.input = input;
            this.frame = frame;
        }

        @Override
        int arity() {
            return lambda.parameters.size();
        }
    }

    /// A function of the language.
    static final class Native extends Fn {
        final String name;
        final Signature signature;
        final int arity;
        final Body body;

        /// What a native function does. Arguments are checked against the signature and filled up with undefined.
        interface Body {
            @Nullable
            JsonNode call(Arguments arguments);
        }

        Native(String name, Signature signature, int arity, Body body) {
            super("function");
            this.name = name;
            this.signature = signature;
            this.arity = arity;
            this.body = body;
        }

        @Override
        int arity() {
            return arity;
        }
    }

    /// A function with some of its arguments given; null among `given` is one still to come.
    static final class Partial extends Fn {
        final Fn target;
        final List<Given> given;

        record Given(boolean open, @Nullable JsonNode value) {}

        Partial(Fn target, List<Given> given) {
            super("partial");
            this.target = target;
            this.given = given;
        }

        @Override
        int arity() {
            return (int) given.stream().filter(Given::open).count();
        }

        List<@Nullable JsonNode> filled(List<@Nullable JsonNode> rest) {
            List<@Nullable JsonNode> arguments = new ArrayList<>(given.size());
            int next = 0;
            for (Given one : given) {
                if (!one.open()) arguments.add(one.value());
                else arguments.add(next < rest.size() ? rest.get(next++) : null);
            }
            return arguments;
        }
    }

    /// `$f ~> $g`: first the one, then the other.
    static final class Chain extends Fn {
        final Fn first;
        final Fn second;

        Chain(Fn first, Fn second) {
            super("chain");
            this.first = first;
            this.second = second;
        }

        @Override
        int arity() {
            return 1;
        }
    }

    /// A regular expression: given a text it finds the first match.
    static final class Regex extends Fn {
        final Pattern pattern;

        Regex(Pattern pattern) {
            super("regex");
            this.pattern = pattern;
        }

        @Override
        int arity() {
            return 1;
        }

        Matcher over(String text, Meter meter) {
            return pattern.matcher(new Metered(text, meter));
        }
    }

    /// `|pattern|update|`.
    static final class Transformer extends Fn {
        final Expr.Transform transform;
        final Frame frame;

        Transformer(Expr.Transform transform, Frame frame) {
            super("transform");
            this.transform = transform;
            this.frame = frame;
        }

        @Override
        int arity() {
            return 1;
        }
    }

    /// A text that counts each character read from it: backtracking must read, so it can't run away.
    private record Metered(String text, Meter meter) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            meter.read();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
