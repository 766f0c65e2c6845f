package dev.sluice.asl.query.jsonata;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A compiled JSONata expression. Immutable; may be evaluated by any thread.
public final class Jsonata {
    private final Expr expr;
    private final Set<String> variables;
    private final Set<String> states;

    private Jsonata(Expr written) {
        FreeNames names = new FreeNames();
        names.walk(written);
        this.variables = names.variables();
        this.states = names.states();
        this.expr = Resolver.resolve(written);
    }

    /// Compiles an expression. @throws JsonataError with an `S` code if it isn't one, or nests too deep
    public static Jsonata compile(String source) {
        return new Jsonata(Parser.parse(source));
    }

    /// The value of the expression as plain JSON; null is undefined. There is no input: `$` is undefined, as in AWS.
    ///
    /// @param bindings variables by name without `$`
    /// @param now what `$now()` and `$millis()` tell
    /// @throws JsonataError if it fails or uses more steps, memory or depth than an expression may
    public @Nullable JsonNode evaluate(Map<String, JsonNode> bindings, Instant now, RandomGenerator random) {
        Evaluator evaluator = new Evaluator(now, random);
        Frame frame = new Frame(null);
        bindings.forEach(frame::bind);
        try {
            JsonNode value = evaluator.evaluate(expr, null, frame);
            return value == null ? null : Export.plain(value, evaluator.meter());
        } catch (StackOverflowError e) {
            // The depth is counted; this is for the regular expression engine, which recurses by itself.
            throw JsonataError.of("D1011");
        }
    }

    /// Names of variables it reads that it doesn't bind itself, without `$`; functions of the language aren't listed.
    public Set<String> variables() {
        return new LinkedHashSet<>(variables);
    }

    /// Names that follow `$states.`.
    public Set<String> statesMembers() {
        return new LinkedHashSet<>(states);
    }
}
