package dev.sluice.server;

import dev.sluice.engine.Lineage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a call or an event descends from: the first event of its chain and how many rounds the chain has gone.
///
/// It travels as the `Lineage` field of the X-Amzn-Trace-Id header, from an execution into its functions, with their
/// calls into buckets and queues, and out again with the events about what they wrote.
///
/// @param origin names the first event; empty at a beginning
/// @param rounds how many executions or functions the chain has set off so far
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">Recursive loop detection</a>
public record Descent(String origin, int rounds) {
    /// A beginning.
    public static final Descent NONE = new Descent("", 0);

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9-]{1,64}):(\\d{1,4})");

    /// Reads the header's field; what isn't one counts as a beginning.
    public static Descent parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? new Descent(matcher.group(1), Integer.parseInt(matcher.group(2))) : NONE;
    }

    /// The engine's form of it.
    public static Descent of(Lineage lineage) {
        String origin = lineage.origin();
        return origin == null ? NONE : new Descent(origin, lineage.rounds());
    }

    /// For the engine.
    public Lineage lineage() {
        return origin.isEmpty() ? Lineage.NONE : new Lineage(rounds, origin);
    }

    /// One round further, in a chain that begins with `event` if it has no beginning yet.
    public Descent next(String event) {
        return new Descent(origin.isEmpty() ? event : origin, rounds + 1);
    }

    /// The header's field; empty at a beginning.
    @Override
    public String toString() {
        return origin.isEmpty() ? "" : origin + ":" + rounds;
    }
}
