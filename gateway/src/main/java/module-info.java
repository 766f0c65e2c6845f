/// AWS's protocols on one side, plain calls into the stages on the other; no rules of its own.
module dev.sluice.gateway {
    requires transitive dev.sluice.core;
    requires dev.sluice.functions;
    requires io.helidon.webserver;

    exports dev.sluice.gateway;
    exports dev.sluice.gateway.lambda;
}
