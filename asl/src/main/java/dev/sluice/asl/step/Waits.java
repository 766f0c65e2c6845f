package dev.sluice.asl.step;

import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.model.State;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.Scope;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/// How long a Wait state waits.
final class Waits {
    // AWS counts a delay in seconds as a 32-bit integer: 24,855 days and a bit.
    private static final long DELAY_SECONDS_MAX = Integer.MAX_VALUE;
    private static final long MILLIS = 1_000;

    private final Run run;
    private final Failures failures;

    Waits(Run run, Failures failures) {
        this.run = run;
        this.failures = failures;
    }

    void begin(Frame frame, State.Wait wait) {
        Scope scope = run.scopes.before(frame);
        Scope inner = scope.withInput(Exits.effectiveInput(wait.core(), scope));
        Quantity seconds = wait.seconds();
        Quantity timestamp = wait.timestamp();
        if (seconds != null) {
            arm(frame, delay(seconds, inner));
        } else if (timestamp != null) {
            JsonNode value = value(timestamp, inner);
            OffsetDateTime time = Conditions.timestamp(value);
            if (time != null) arm(frame, time.toInstant().toEpochMilli() - frame.enteredAtMillis);
            else malformed(frame, timestamp, value);
        } else {
            throw new IllegalStateException("Wait without a duration: " + wait.name());
        }
    }

    private static long delay(Quantity seconds, Scope scope) {
        if (seconds instanceof Quantity.ByPath) value(seconds, scope);
        long delay = Numbers.natural(seconds, scope);
        if (delay > DELAY_SECONDS_MAX) throw tooLong();
        return delay * MILLIS;
    }

    private static JsonNode value(Quantity quantity, Scope scope) {
        if (!(quantity instanceof Quantity.ByPath(var field, var path))) return quantity.evaluate(scope);
        return path.find(scope)
                .orElseThrow(
                        () -> runtime("The " + field + " parameter does not reference an input value: " + path.text()));
    }

    private void malformed(Frame frame, Quantity timestamp, JsonNode value) {
        String found = value.isString() ? value.asString() : value.toString();
        if (timestamp instanceof Quantity.ByPath(var field, var path)) {
            throw runtime("The " + field + " parameter does not reference a valid ISO-8601 extended offset date-time"
                    + " format string: " + path.text() + " == " + found);
        }
        // AWS checks the text after the state has set itself up, so its previous event is the entry itself.
        String cause =
                "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " + found;
        failures.ofEvaluation(frame, QueryFailure.inField("Timestamp", cause), frame.lastEvent);
    }

    private static QueryFailure runtime(String cause) {
        return new QueryFailure(QueryFailure.RUNTIME, cause, null);
    }

    private static QueryFailure tooLong() {
        return runtime("Wait state delay is too long.");
    }

    private void arm(Frame frame, long delayMillis) {
        if (delayMillis > DELAY_SECONDS_MAX * MILLIS) throw tooLong();
        long until = frame.enteredAtMillis + delayMillis;
        if (until <= run.nowMillis) {
            run.leaveWait(frame);
            return;
        }
        run.emit(new Event.WaitArmed(run.hidden(frame), until));
        run.command(Outstanding.timer(frame, TimerId.Purpose.WAIT, until));
    }
}
