/// Runs state machines in tests: the server's own interpreter, virtual time, scripted tasks.
module dev.sluice.testkit {
    requires transitive dev.sluice.core;
    requires transitive dev.sluice.asl;
    requires static transitive org.junit.jupiter.api;

    exports dev.sluice.testkit;
}
