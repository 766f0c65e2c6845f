/// The Amazon States Language, pure: model, check, query, step. Knows no clock, thread, store or socket.
module dev.sluice.asl {
    requires transitive dev.sluice.core;
    requires com.dashjoin.jsonata;

    exports dev.sluice.asl.check;
    exports dev.sluice.asl.model;
    exports dev.sluice.asl.query;
    exports dev.sluice.asl.step;
}
