package dev.sluice.asl.step;

/// How much an execution may do.
///
/// @param historyEventsMax the last event must be the execution's end
/// @param transitionsPerTurnMax past it a turn ends with [Command.Continue], so that others get their turn
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas</a>
public record Quotas(int historyEventsMax, int transitionsPerTurnMax) {
    /// Of a STANDARD execution.
    public static final Quotas STANDARD = new Quotas(25_000, 1_000);

    /// Of an EXPRESS execution, whose history AWS doesn't count.
    public static final Quotas EXPRESS = new Quotas(Integer.MAX_VALUE, 1_000);
}
