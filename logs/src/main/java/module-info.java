/// Logs: groups, streams and lines, as CloudWatch Logs keeps them. Knows no other stage and no HTTP.
module dev.sluice.logs {
    requires transitive dev.sluice.core;
    requires dev.sluice.journal;

    exports dev.sluice.logs;
}
