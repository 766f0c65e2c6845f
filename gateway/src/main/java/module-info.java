/// AWS's protocols on one side, plain calls into the stages on the other; no rules of its own.
module dev.sluice.gateway {
    requires transitive dev.sluice.core;
    requires transitive dev.sluice.engine;
    requires dev.sluice.asl;
    requires dev.sluice.functions;
    requires transitive dev.sluice.events;
    requires transitive dev.sluice.logs;
    requires transitive dev.sluice.tables;
    requires transitive dev.sluice.objects;
    requires java.xml;
    requires dev.sluice.journal;
    requires io.helidon.webserver;

    exports dev.sluice.gateway;
    exports dev.sluice.gateway.iam;
    exports dev.sluice.gateway.lambda;
    exports dev.sluice.gateway.logs;
    exports dev.sluice.gateway.stepfunctions;
    exports dev.sluice.gateway.model;
    exports dev.sluice.gateway.s3;
    exports dev.sluice.gateway.dynamodb;
    exports dev.sluice.gateway.events;
    exports dev.sluice.gateway.sns;
    exports dev.sluice.gateway.sqs;
}
