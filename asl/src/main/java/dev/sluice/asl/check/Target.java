package dev.sluice.asl.check;

import java.util.function.Predicate;

/// What a definition is to run on.
///
/// @param express whether the machine is of type EXPRESS
/// @param runs whether the server can do what a service integration such as `arn:aws:states:::sqs:sendMessage` asks
///     for; called with the Resource without `.sync`, `.sync:2` and `.waitForTaskToken`. Function and activity ARNs
///     are never asked for: they may be created later
public record Target(boolean express, Predicate<String> runs) {
    /// A Standard machine on a server that can do everything.
    public static final Target STANDARD = new Target(false, resource -> true);

    /// The same server for a machine of the other type.
    public Target asExpress(boolean isExpress) {
        return isExpress == express ? this : new Target(isExpress, runs);
    }
}
