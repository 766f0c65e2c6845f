/// Runs code: built-in functions in this process, everybody else's in confined processes that speak the Lambda
/// Runtime API. Knows nothing of buckets, state machines or the wire.
module dev.sluice.functions {
    requires transitive dev.sluice.core;
    requires dev.sluice.journal;
    requires jdk.httpserver;

    exports dev.sluice.functions;
}
