package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.core.Refused;
import dev.sluice.engine.Engine;
import dev.sluice.engine.Execution;
import dev.sluice.events.Target;
import dev.sluice.functions.Functions;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// The arrows out of topics and rules: to functions and to state machines.
///
/// A parcel that comes again finds its execution started already: the execution's name is the parcel's id.
record Targets(Functions functions, Supplier<Engine> engine, LoopGuard guard) implements Target {
    @Override
    public boolean reaches(String arn) {
        return Arn.parse(arn).filter(Targets::known).isPresent();
    }

    @Override
    public void deliver(Parcel parcel) {
        Descent descent = Descent.parse(parcel.lineage());
        if (!guard.allows(descent, parcel.arn(), "parcel " + parcel.id())) return;
        Arn arn = Arn.parse(parcel.arn())
                .filter(Targets::known)
                .orElseThrow(
                        () -> new Refused("InvalidParameterValueException", "Nothing to deliver to: " + parcel.arn()));
        Descent next = descent.next(parcel.id());
        if (arn.service().equals("lambda")) {
            functions.invokeLater(parcel.arn(), parcel.payload().getBytes(StandardCharsets.UTF_8), next.toString());
        } else start(parcel, next);
    }

    private void start(Parcel parcel, Descent descent) {
        try {
            engine.get()
                    .executions()
                    .start(new Execution.Start(parcel.arn(), parcel.id(), parcel.payload(), null, descent.lineage()));
        } catch (Refused refused) {
            if (!refused.code().equals("ExecutionAlreadyExists")) throw refused;
        }
    }

    private static boolean known(Arn arn) {
        return arn.service().equals("lambda")
                || (arn.service().equals("states") && arn.resource().startsWith("stateMachine:"));
    }
}
