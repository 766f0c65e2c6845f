package dev.sluice.testkit;

/// A run that the test itself has to be mended for: a definition with mistakes, a task without a script, a machine that
/// never ends. A machine that fails by its own rules isn't one: that is a [MachineRun] whose status is `FAILED`.
public final class CannotRun extends RuntimeException {
    CannotRun(String message) {
        super(message);
    }
}
