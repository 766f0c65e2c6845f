package dev.sluice.asl.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a path, from its root to its end or, inside a filter or an argument list, to where it can't go on.
final class PathParser {
    /// Steps of one path: each costs at least two characters, and evaluation nests as deep as there are steps.
    private static final int SEGMENTS_MAX = 500;

    private final Cursor cursor;
    private final int depth;

    PathParser(Cursor cursor, int depth) {
        this.cursor = cursor;
        this.depth = depth;
    }

    /// The path that starts here.
    JsonPath path() {
        int start = cursor.position();
        Root root = root();
        List<Segment> segments = new ArrayList<>();
        PathFunction function = null;
        while (function == null && segment(segments)) {
            if (segments.size() > SEGMENTS_MAX) throw cursor.failure("more than " + SEGMENTS_MAX + " steps");
            function = functionCall(segments);
        }
        return new JsonPath(cursor.since(start), root, merged(segments), function);
    }

    private Root root() {
        if (cursor.take('@')) return new Root.Current();
        cursor.expect('$');
        if (cursor.take('$')) return new Root.Context();
        if (!Character.isUnicodeIdentifierStart(cursor.peek()) && cursor.peek() != '_') return new Root.Input();
        return new Root.Variable(cursor.word());
    }

    /// Adds the step that stands here; false if none does.
    private boolean segment(List<Segment> segments) {
        if (cursor.take("..")) {
            if (cursor.peek() == '[') segments.add(new Segment.Descend(bracket()));
            else segments.add(new Segment.Descend(dotted()));
        } else if (cursor.take('.')) {
            // Both `$.a` and `$.['a']` are written in the wild.
            segments.add(cursor.peek() == '[' ? bracket() : dotted());
        } else if (cursor.peek() == '[') {
            segments.add(bracket());
        } else {
            return false;
        }
        return true;
    }

    private Segment dotted() {
        if (cursor.take('*')) return new Segment.Wildcard();
        int start = cursor.position();
        while (!cursor.atEnd() && !endsName(cursor.peek())) cursor.skip(1);
        String name = cursor.since(start);
        if (name.isEmpty()) throw cursor.failure("expected a name");
        return new Segment.Name(name);
    }

    /// Outside a filter only the path's own signs end a name, so that `$.a-b` and `$.a:b` are names, as for Jayway.
    private boolean endsName(char c) {
        if (c == '.' || c == '[' || c == '(' || c == ' ') return true;
        return depth > 0 && (")]=!<>&|~,".indexOf(c) >= 0 || Character.isWhitespace(c));
    }

    /// Turns a name just read into a function call if `()` follows it.
    private @Nullable PathFunction functionCall(List<Segment> segments) {
        if (cursor.peek() != '(' || !(segments.getLast() instanceof Segment.Name(var name))) return null;
        PathFunction function = PathFunction.named(name);
        if (function == null) throw cursor.failure("unknown function '" + name + "'");
        cursor.skip(1);
        cursor.skipSpace();
        cursor.expect(')');
        segments.removeLast();
        return function;
    }

    private Segment bracket() {
        cursor.expect('[');
        cursor.skipSpace();
        Segment segment =
                switch (cursor.peek()) {
                    case '*' -> wildcard();
                    case '\'', '"' -> names();
                    case '?' -> where();
                    default -> numbers();
                };
        cursor.skipSpace();
        cursor.expect(']');
        return segment;
    }

    private Segment wildcard() {
        cursor.skip(1);
        return new Segment.Wildcard();
    }

    private Segment names() {
        List<String> names = new ArrayList<>();
        do {
            cursor.skipSpace();
            if (cursor.peek() != '\'' && cursor.peek() != '"') throw cursor.failure("expected a quoted name");
            names.add(cursor.quotedName());
            cursor.skipSpace();
        } while (cursor.take(','));
        return names.size() == 1 ? new Segment.Name(names.getFirst()) : new Segment.Names(List.copyOf(names));
    }

    private Segment where() {
        cursor.skip(1);
        cursor.skipSpace();
        return new Segment.Where(new FilterParser(cursor, depth + 1).bracketed());
    }

    private Segment numbers() {
        Integer first = integer();
        cursor.skipSpace();
        if (cursor.peek() == ':') return slice(first);
        if (first == null) throw cursor.failure("expected an index, a name, '*' or '?'");
        List<Integer> indices = new ArrayList<>(List.of(first));
        while (cursor.take(',')) {
            cursor.skipSpace();
            Integer index = integer();
            if (index == null) throw cursor.failure("expected an index");
            indices.add(index);
            cursor.skipSpace();
        }
        return indices.size() == 1 ? new Segment.Index(first) : new Segment.Indices(List.copyOf(indices));
    }

    private Segment slice(@Nullable Integer from) {
        cursor.expect(':');
        cursor.skipSpace();
        Integer to = integer();
        cursor.skipSpace();
        Integer step = cursor.take(':') ? integer() : null;
        if (step != null && step <= 0) throw cursor.failure("a slice's step must be positive");
        return new Segment.Slice(from, to, step == null ? 1 : step);
    }

    private @Nullable Integer integer() {
        int start = cursor.position();
        cursor.take('-');
        while (Character.isDigit(cursor.peek())) cursor.skip(1);
        String digits = cursor.since(start);
        if (digits.isEmpty()) return null;
        try {
            return Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            throw cursor.failure("'" + digits + "' is no index");
        }
    }

    /// Several names at the very end pick members into one object; before the end they fork the path.
    private static List<Segment> merged(List<Segment> segments) {
        if (!segments.isEmpty() && segments.getLast() instanceof Segment.Names(var names)) {
            segments.set(segments.size() - 1, new Segment.Members(names));
        } else if (!segments.isEmpty() && segments.getLast() instanceof Segment.Descend(Segment.Names(var names))) {
            segments.set(segments.size() - 1, new Segment.Descend(new Segment.Members(names)));
        }
        return List.copyOf(segments);
    }
}
