package dev.sluice.gateway.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What is known of a service without reading its whole model.
///
/// @param name signing name and IAM prefix: `states`
/// @param serviceId AWS's id: `SFN`
/// @param protocol the one its current SDKs speak
/// @param jsonVersion `1.0` or `1.1` for [Protocol#AWS_JSON], else empty
/// @param targetPrefix what precedes the dot in `X-Amz-Target`, else empty
/// @param apiVersion such as `2016-11-23`
/// @param xmlNamespace of its XML answers, else empty
public record ServiceEntry(
        String name,
        String serviceId,
        Protocol protocol,
        String jsonVersion,
        String targetPrefix,
        String apiVersion,
        String xmlNamespace) {
    /// The wire protocols of AWS.
    public enum Protocol {
        AWS_JSON,
        QUERY,
        REST_JSON,
        REST_XML
    }

    private static final List<ServiceEntry> ALL = StreamSupport.stream(
                    ServiceModel.resource("index.json").spliterator(), false)
            .map(ServiceEntry::read)
            .toList();
    private static final Map<String, ServiceEntry> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ServiceEntry::name, Function.identity()));

    private static ServiceEntry read(JsonNode node) {
        Protocol protocol =
                switch (node.path("protocol").asString()) {
                    case "json" -> Protocol.AWS_JSON;
                    case "query" -> Protocol.QUERY;
                    case "rest-json" -> Protocol.REST_JSON;
                    case "rest-xml" -> Protocol.REST_XML;
                    // CloudWatch prefers CBOR and still speaks the query protocol.
                    default -> Protocol.QUERY;
                };
        return new ServiceEntry(
                node.path("name").asString(),
                node.path("serviceId").asString(),
                protocol,
                node.path("jsonVersion").asString(""),
                node.path("targetPrefix").asString(""),
                node.path("apiVersion").asString(""),
                node.path("xmlNamespace").asString(""));
    }

    /// All services that have a model here.
    public static List<ServiceEntry> all() {
        return ALL;
    }

    /// The service of that name.
    public static Optional<ServiceEntry> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The service that an ASL resource `arn:aws:states:::aws-sdk:NAME:operation` means: its id without blanks, in
    /// lower case, as in `eventbridge`, `sfn`, `cloudwatchlogs`.
    public static Optional<ServiceEntry> ofSdkName(String sdkName) {
        return ALL.stream().filter(entry -> entry.sdkName().equals(sdkName)).findFirst();
    }

    /// Its name in `aws-sdk` resources.
    public String sdkName() {
        return serviceId.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
