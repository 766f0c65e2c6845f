/// Records: DynamoDB's tables, items, expressions and transactions on one SQLite file. Knows no other stage and no
// HTTP.
module dev.sluice.tables {
    requires transitive dev.sluice.core;
    requires dev.sluice.journal;

    exports dev.sluice.tables;
}
