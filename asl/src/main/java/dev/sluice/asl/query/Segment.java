package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One step of a path. A definite step leads to at most one node, another to any number.
sealed interface Segment {
    /// A step that leads to at most one node.
    sealed interface Definite extends Segment {
        /// The node it leads to, or null.
        @Nullable
        JsonNode step(JsonNode from);

        @Override
        default void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            walk.visit();
            JsonNode next = step(from);
            if (next != null) to.accept(next);
        }

        @Override
        default boolean fits(JsonNode from) {
            return true;
        }
    }

    /// `.name` or `['name']`.
    record Name(String name) implements Definite {
        @Override
        public @Nullable JsonNode step(JsonNode from) {
            return from.isObject() ? from.get(name) : null;
        }
    }

    /// `[3]`, or `[-1]` counted from the end.
    record Index(int index) implements Definite {
        @Override
        public @Nullable JsonNode step(JsonNode from) {
            return from.isArray() ? from.get(index < 0 ? from.size() + index : index) : null;
        }
    }

    /// `['a','b']` at a path's end: one object of the members there are.
    record Members(List<String> names) implements Definite {
        @Override
        public @Nullable JsonNode step(JsonNode from) {
            if (!from.isObject()) return null;
            ObjectNode picked = Json.object();
            for (String name : names) {
                JsonNode value = from.get(name);
                if (value != null) picked.set(name, value);
            }
            return picked;
        }
    }

    /// `['a','b']` before a path's end.
    record Names(List<String> names) implements Segment {
        @Override
        public void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            for (String name : names) new Name(name).each(from, walk, to);
        }

        @Override
        public boolean fits(JsonNode from) {
            return from.isObject();
        }
    }

    /// `[0,2]`.
    record Indices(List<Integer> indices) implements Segment {
        @Override
        public void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            for (int index : indices) new Index(index).each(from, walk, to);
        }

        @Override
        public boolean fits(JsonNode from) {
            return from.isArray();
        }
    }

    /// `[from:to:step]` with any part left out; negative ends count from the end.
    record Slice(@Nullable Integer from, @Nullable Integer to, int step) implements Segment {
        @Override
        public void each(JsonNode array, Walk walk, Consumer<JsonNode> found) {
            if (!array.isArray()) return;
            int size = array.size();
            int start = from == null ? 0 : bounded(from, size);
            int end = to == null ? size : bounded(to, size);
            for (long i = start; i < end; i += step) {
                walk.visit();
                found.accept(array.get((int) i));
            }
        }

        private static int bounded(int index, int size) {
            return Math.clamp(index < 0 ? (long) index + size : index, 0, size);
        }

        @Override
        public boolean fits(JsonNode node) {
            return node.isArray();
        }
    }

    /// `.*` or `[*]`.
    record Wildcard() implements Segment {
        @Override
        public void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            for (JsonNode child : from) {
                walk.visit();
                to.accept(child);
            }
        }

        @Override
        public boolean fits(JsonNode from) {
            return true;
        }
    }

    /// `[?(…)]`: the elements of an array, or the object itself, that pass.
    record Where(Filter filter) implements Segment {
        @Override
        public void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            if (from.isArray()) {
                for (JsonNode child : from) test(child, walk, to);
            } else if (from.isObject()) {
                test(from, walk, to);
            }
        }

        private void test(JsonNode node, Walk walk, Consumer<JsonNode> to) {
            walk.visit();
            if (filter.accepts(node, walk)) to.accept(node);
        }

        @Override
        public boolean fits(JsonNode from) {
            return from.isContainer();
        }
    }

    /// `..` before another step: that step from the node and from all below it, parents first.
    record Descend(Segment then) implements Segment {
        @Override
        public void each(JsonNode from, Walk walk, Consumer<JsonNode> to) {
            walk.visit();
            // A filter tests each node where it stands, else an element would be found by its array and by itself.
            if (!(then instanceof Where(var filter))) then.each(from, walk, to);
            else if (from.isObject() && filter.accepts(from, walk)) to.accept(from);
            for (JsonNode child : from) if (child.isContainer()) each(child, walk, to);
        }

        @Override
        public boolean fits(JsonNode from) {
            return true;
        }
    }

    /// All nodes this step leads to, in document order; nothing where it doesn't fit.
    void each(JsonNode from, Walk walk, Consumer<JsonNode> to);

    /// Whether it may be applied to a node at all; if not, a path that was definite so far has failed.
    boolean fits(JsonNode from);

    /// The workflow variables its filters refer to.
    default References references() {
        return switch (this) {
            case Where(var filter) -> filter.references();
            case Descend(var then) -> then.references();
            case Name n -> References.NONE;
            case Index i -> References.NONE;
            case Members m -> References.NONE;
            case Names n -> References.NONE;
            case Indices i -> References.NONE;
            case Slice s -> References.NONE;
            case Wildcard w -> References.NONE;
        };
    }

    /// In the brackets AWS's texts use: `['name']`, `[3]`.
    default String bracketed() {
        return switch (this) {
            case Name(var name) -> "['" + name + "']";
            case Index(var index) -> "[" + index + "]";
            case Members(var names) -> quoted(names);
            case Names(var names) -> quoted(names);
            case Indices(var indices) ->
                "[" + String.join(",", indices.stream().map(String::valueOf).toList()) + "]";
            case Slice(var from, var to, var step) ->
                "[" + (from == null ? "" : from) + ":" + (to == null ? "" : to) + (step == 1 ? "" : ":" + step) + "]";
            case Wildcard() -> "[*]";
            case Where w -> "[?]";
            case Descend(var then) -> ".." + then.bracketed();
        };
    }

    private static String quoted(List<String> names) {
        return "['" + String.join("','", names) + "']";
    }
}
