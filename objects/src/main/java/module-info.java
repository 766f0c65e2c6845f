/// Buckets and what is in them, durable and checked. Knows the journal, and nothing of HTTP, XML or other
/// stages.
module dev.sluice.objects {
    requires transitive dev.sluice.core;
    requires transitive dev.sluice.journal;

    exports dev.sluice.objects;
}
