/// The one place that knows everything.
module dev.sluice.server {
    requires transitive dev.sluice.core;
    requires dev.sluice.asl;
    requires dev.sluice.engine;
    requires dev.sluice.events;
    requires dev.sluice.functions;
    requires dev.sluice.gateway;
    requires dev.sluice.images;
    requires dev.sluice.journal;
    requires dev.sluice.objects;
    requires dev.sluice.logs;
    requires dev.sluice.tables;
    requires java.net.http;

    exports dev.sluice.server;
}
