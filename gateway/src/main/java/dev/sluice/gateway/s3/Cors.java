package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import dev.sluice.objects.ObjectStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What browsers from elsewhere may do with a bucket.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html">CORS</a>
final class Cors {
    private static final int RULES_MAX = 100;
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "HEAD");

    private final ObjectStore store;

    Cors(ObjectStore store) {
        this.store = store;
    }

    /// @throws Refused `InvalidRequest`, `MalformedXML`
    static JsonNode check(JsonNode configuration) {
        JsonNode rules = configuration.path("CORSRules");
        if (rules.isEmpty() || rules.size() > RULES_MAX) throw S3Errors.malformedXml();
        for (JsonNode rule : rules) {
            for (JsonNode method : rule.path("AllowedMethods")) {
                if (!METHODS.contains(method.asString(""))) {
                    throw S3Errors.invalidRequest("Found unsupported HTTP method in CORS config. Unsupported method is "
                            + method.asString(""));
                }
            }
            for (String member : new String[] {"AllowedOrigins", "AllowedHeaders"}) {
                for (JsonNode each : rule.path(member)) checkStars(member, each.asString(""));
            }
        }
        return configuration;
    }

    private static void checkStars(String member, String pattern) {
        if (pattern.indexOf('*') == pattern.lastIndexOf('*')) return;
        String element = member.substring(0, member.length() - 1);
        throw S3Errors.invalidRequest(element + " \"" + pattern + "\" can not have more than one wildcard.");
    }

    /// Adds to an answer what the browser needs to hand it on.
    void decorate(RawRequest request, RawResponse response, String bucket) {
        Optional<String> origin = request.header("origin");
        if (origin.isEmpty() || bucket.isEmpty()) return;
        String method = request.header("access-control-request-method").orElse(request.method());
        JsonNode rule = rule(rules(bucket), origin.get(), method, List.of());
        if (rule != null) allow(response, rule, origin.get());
    }

    /// Answers the question a browser asks before it sends a request. @throws Refused `AccessForbidden`,
    /// `BadRequest`
    void preflight(RawRequest request, RawResponse response, String bucket) {
        String origin = request.header("origin")
                .orElseThrow(
                        () -> new Refused("BadRequest", "Insufficient information. Origin request header needed."));
        String method = request.header("access-control-request-method")
                .orElseThrow(() -> new Refused("BadRequest", "Invalid Access-Control-Request-Method: null"));
        if (!METHODS.contains(method))
            throw new Refused("BadRequest", "Invalid Access-Control-Request-Method: " + method);
        JsonNode rules = rules(bucket);
        if (rules.isEmpty()) throw forbidden("CORSResponse: CORS is not enabled for this bucket.", request, method);
        String asked = request.header("access-control-request-headers").orElse("");
        List<String> headers = asked.isBlank()
                ? List.of()
                : List.of(asked.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
        JsonNode rule = rule(rules, origin, method, headers);
        if (rule == null) {
            throw forbidden(
                    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin,"
                            + " request method / Access-Control-Request-Method or Access-Control-Request-Headers are not"
                            + " whitelisted by the resource's CORS spec.",
                    request,
                    method);
        }
        allow(response, rule, origin);
        if (!headers.isEmpty()) response.header("Access-Control-Allow-Headers", String.join(", ", headers));
        response.status(200).send();
    }

    private static Refused forbidden(String message, RawRequest request, String method) {
        boolean object = request.rawPath().indexOf('/', 1) > 0;
        return new Refused(
                "AccessForbidden", message, Map.of("Method", method, "ResourceType", object ? "OBJECT" : "BUCKET"));
    }

    private JsonNode rules(String bucket) {
        if (store.buckets().find(bucket).isEmpty()) return dev.sluice.core.Json.array();
        return store.buckets()
                .setting(bucket, Settings.CORS)
                .map(configuration -> configuration.path("CORSRules"))
                .orElseGet(dev.sluice.core.Json::array);
    }

    private static @Nullable JsonNode rule(JsonNode rules, String origin, String method, List<String> headers) {
        for (JsonNode rule : rules) {
            boolean fits = any(rule.path("AllowedOrigins"), origin)
                    && any(rule.path("AllowedMethods"), method)
                    && headers.stream().allMatch(header -> any(rule.path("AllowedHeaders"), header));
            if (fits) return rule;
        }
        return null;
    }

    private static boolean any(JsonNode patterns, String value) {
        return patterns.valueStream()
                .anyMatch(pattern ->
                        covers(pattern.asString("").toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT)));
    }

    /// A pattern has one `*` at most, as [#check] sees to.
    private static boolean covers(String pattern, String value) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equals(value);
        return value.length() >= pattern.length() - 1
                && value.startsWith(pattern.substring(0, star))
                && value.endsWith(pattern.substring(star + 1));
    }

    private static void allow(RawResponse response, JsonNode rule, String origin) {
        boolean everybody = rule.path("AllowedOrigins")
                .valueStream()
                .anyMatch(each -> each.asString("").equals("*"));
        response.header("Access-Control-Allow-Origin", everybody ? "*" : origin);
        if (!everybody) response.header("Access-Control-Allow-Credentials", "true");
        response.header("Access-Control-Allow-Methods", join(rule.path("AllowedMethods")));
        if (rule.has("ExposeHeaders"))
            response.header("Access-Control-Expose-Headers", join(rule.path("ExposeHeaders")));
        if (rule.has("MaxAgeSeconds"))
            response.header("Access-Control-Max-Age", rule.path("MaxAgeSeconds").asString());
        response.header("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    }

    private static String join(JsonNode texts) {
        return String.join(
                ", ", texts.valueStream().map(each -> each.asString("")).toList());
    }
}
