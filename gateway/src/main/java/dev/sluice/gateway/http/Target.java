package dev.sluice.gateway.http;

import dev.sluice.gateway.model.ServiceEntry;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.sigv4.Dialect;
import dev.sluice.gateway.sigv4.SignatureVerifier;
import dev.sluice.gateway.sigv4.SignedMessage;
import dev.sluice.gateway.wire.Protocol;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Which service a request is for, found as AWS's clients mean it: by target header, signing name, path or action.
sealed interface Target {
    /// S3: whatever nobody else claims.
    record Objects() implements Target {}

    /// A modelled service in one of its protocols.
    record Call(ServiceModel model, Protocol protocol, Dialect dialect) implements Target {}

    /// A service that isn't here. @param name what is known of it
    record Unknown(String name, Dialect dialect) implements Target {}

    /// Versions in front of paths, as Lambda has them.
    Pattern DATED = Pattern.compile("/20[12]\\d-[01]\\d-[0-3]\\d/.*");

    /// Finds the target.
    static Target of(Exchange exchange) {
        String header = exchange.headers().get("x-amz-target");
        if (header != null) return byTarget(header);
        SignedMessage message = exchange.signedMessage(false);
        String service = SignatureVerifier.claimedService(message);
        if (service.startsWith("s3")) return new Objects();
        boolean action = form(exchange) || exchange.query().containsKey("Action");
        if (service.isEmpty()) return unsigned(exchange, action);
        return ServiceEntry.named(service)
                .map(entry -> byEntry(entry, action))
                .orElseGet(() -> new Unknown(service, action ? Dialect.QUERY : Dialect.JSON));
    }

    /// Other methods have bodies of that type too: curl's uploads to S3, unless told otherwise.
    private static boolean form(Exchange exchange) {
        return exchange.method().equals("POST")
                && exchange.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded");
    }

    private static Target byTarget(String header) {
        int dot = header.lastIndexOf('.');
        String prefix = dot < 0 ? header : header.substring(0, dot);
        return ServiceEntry.all().stream()
                .filter(entry -> entry.targetPrefix().equals(prefix))
                .findFirst()
                .map(entry -> call(entry, Dialect.JSON))
                .orElseGet(() -> new Unknown(prefix, Dialect.JSON));
    }

    private static Target byEntry(ServiceEntry entry, boolean action) {
        return switch (entry.protocol()) {
            case REST_XML -> new Objects();
            case REST_JSON -> call(entry, Dialect.JSON);
            case QUERY -> call(entry, Dialect.QUERY);
            // SQS spoke the query protocol before, and older clients still do.
            case AWS_JSON -> action ? call(entry, Dialect.QUERY) : call(entry, Dialect.JSON);
        };
    }

    // Nothing unsigned is served but S3; this only finds the form in which to say so.
    private static Target unsigned(Exchange exchange, boolean action) {
        if (DATED.matcher(exchange.rawPath()).matches()) {
            return ServiceEntry.named("lambda")
                    .map(entry -> call(entry, Dialect.JSON))
                    .orElseGet(Objects::new);
        }
        boolean version2 = exchange.query().containsKey("AWSAccessKeyId");
        return action && !version2
                ? ServiceEntry.named("sts")
                        .map(entry -> call(entry, Dialect.QUERY))
                        .orElseGet(Objects::new)
                : new Objects();
    }

    private static Target call(ServiceEntry entry, Dialect dialect) {
        ServiceModel model = ServiceModel.of(entry.name())
                .orElseThrow(() -> new IllegalStateException("an index entry without a model: " + entry.name()));
        return Protocols.MADE.computeIfAbsent(entry.name() + dialect, unused -> {
            Protocol protocol = dialect == Dialect.QUERY
                    ? Protocol.query(model)
                    : entry.protocol() == ServiceEntry.Protocol.REST_JSON
                            ? Protocol.restJson(model)
                            : Protocol.awsJson(model);
            return new Call(model, protocol, dialect);
        });
    }

    /// Protocols made so far: at most two for each service.
    final class Protocols {
        private static final Map<String, Target> MADE = new ConcurrentHashMap<>();

        private Protocols() {}
    }
}
