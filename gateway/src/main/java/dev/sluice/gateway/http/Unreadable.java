package dev.sluice.gateway.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// What is answered to requests that the web server itself can't take: no HTTP, too long, too large.
final class Unreadable {
    private Unreadable() {}

    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, Unreadable::answer);
        }
        return handlers.build();
    }

    // The cause's text may repeat what was sent; only the status decides what is said.
    private static DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        String code = code(status.code());
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + text(code) + "</Message></Error>";
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/xml")
                .keepAlive(false)
                .entity(xml)
                .build();
    }

    private static String code(int status) {
        return switch (status) {
            case 413 -> "EntityTooLarge";
            case 414, 431 -> "RequestHeaderSectionTooLarge";
            case 503 -> "SlowDown";
            default -> status >= 500 ? "InternalError" : "InvalidURI";
        };
    }

    private static String text(String code) {
        return switch (code) {
            case "EntityTooLarge" -> "Your proposed upload exceeds the maximum allowed object size.";
            case "RequestHeaderSectionTooLarge" ->
                "Your request header section exceeds the maximum allowed request header section size.";
            case "SlowDown" -> "Please reduce your request rate.";
            case "InternalError" -> "We encountered an internal error. Please try again.";
            default -> "Couldn't parse the specified URI.";
        };
    }
}
