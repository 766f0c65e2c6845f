/// Executions: decides with `asl`, records in the journal, then acts. Knows no wire format and no other stage.
module dev.sluice.engine {
    requires transitive dev.sluice.core;
    requires transitive dev.sluice.asl;
    requires transitive dev.sluice.journal;

    exports dev.sluice.engine;
}
