/// Durability: what has been answered stays. Knows SQLite and nothing of what is stored in it.
module dev.sluice.journal {
    requires transitive dev.sluice.core;
    requires transitive java.sql;
    requires org.xerial.sqlitejdbc;

    exports dev.sluice.journal;
}
