package dev.sluice.gateway.sns;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Events;
import dev.sluice.events.Origin;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import dev.sluice.gateway.RawService;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What subscribers reach without a signature, by the links in their messages: confirming, unsubscribing, and the
/// certificate. Serve it under [#PREFIX].
public final class SnsPages implements RawService {
    /// The path that subscription links begin with.
    public static final String PREFIX = "/sns/";

    private final Events events;

    /// The pages of this stage's topics.
    public SnsPages(Events events) {
        this.events = events;
    }

    @Override
    public void handle(RawRequest request, RawResponse response) {
        if (request.rawPath().endsWith(".pem")) {
            response.header("Content-Type", "application/x-pem-file");
            response.send(events.certificatePem().getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String action = request.parameter("Action").orElse("");
        try {
            response.header("Content-Type", "text/xml");
            response.send(answer(action, request).getBytes(StandardCharsets.UTF_8));
        } catch (Refused e) {
            response.status(400);
            response.send(
                    ("<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                                    + e.code().replace("Exception", "") + "</Code><Message>" + escaped(e.text())
                                    + "</Message></Error></ErrorResponse>")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private String answer(String action, RawRequest request) {
        ObjectNode input = Json.object();
        for (String member : new String[] {"TopicArn", "Token", "SubscriptionArn"})
            request.parameter(member).ifPresent(value -> input.put(member, value));
        // No other action is open to somebody who doesn't sign.
        if (!action.equals("ConfirmSubscription") && !action.equals("Unsubscribe"))
            throw new Refused("InvalidAction", "Only ConfirmSubscription and Unsubscribe can be called by a link.");
        JsonNode output =
                events.topicCall(action, input, new Origin(request.caller().account(), ""));
        String arn = output.path("SubscriptionArn").asString("");
        String result = arn.isEmpty() ? "" : "<SubscriptionArn>" + escaped(arn) + "</SubscriptionArn>";
        return "<" + action + "Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><" + action + "Result>"
                + result + "</" + action + "Result></" + action + "Response>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
