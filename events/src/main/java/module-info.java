/// Events between parts: topics, queues and the event bus, on one SQLite file. Knows no other stage and no AWS
// protocol;
/// what it delivers to lies behind [dev.sluice.events.Target].
module dev.sluice.events {
    requires transitive dev.sluice.core;
    requires dev.sluice.journal;
    requires event.ruler;

    exports dev.sluice.events;
}
