package dev.sluice.gateway.sigv4;

import static dev.sluice.gateway.sigv4.SignatureFault.Kind.MALFORMED;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a version 4 signature says of itself, before anything is verified.
///
/// @param date the scope's day, `20260124`
/// @param time when it was signed, as sent
/// @param expiresSeconds a presigned URL's life; -1 for a signature in headers
record Claim(
        String keyId,
        String date,
        String region,
        String service,
        List<String> signedHeaders,
        String signature,
        String time,
        @Nullable String token,
        long expiresSeconds) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /// AWS's greatest life of a presigned URL: a week.
    private static final long EXPIRES_SECONDS_MAX = 604_800;

    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }

    boolean presigned() {
        return expiresSeconds >= 0;
    }

    Instant moment() {
        return LocalDateTime.parse(time, BASIC).toInstant(ZoneOffset.UTC);
    }

    static String basic(Instant moment) {
        return BASIC.format(moment.atOffset(ZoneOffset.UTC));
    }

    static Claim ofHeader(String authorization, SignedMessage message) {
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0)
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
        }
        var missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!parts.containsKey(name)) {
                missing.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        String time = time(message);
        if (time == null) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        if (!missing.isEmpty()) {
            throw new SignatureFault(
                    MALFORMED,
                    missing + "(Hashed with SHA-256 and encoded with Base64) Authorization="
                            + Hmac.sha256Hex(authorization));
        }
        return of(parts, String.valueOf(time), message.header("x-amz-security-token"), -1);
    }

    static Claim ofQuery(SignedMessage message) {
        Map<String, String> parts = new HashMap<>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders", "Date")) {
            String value = message.parameter("X-Amz-" + name);
            if (value == null) throw queryFault("AWS query-string parameters must include \"X-Amz-" + name + "\"");
            parts.put(name, value);
        }
        String expires = message.parameter("X-Amz-Expires");
        if (expires == null && message.objects()) throw queryFault("X-Amz-Expires must be present");
        return of(
                parts,
                String.valueOf(parts.get("Date")),
                message.parameter("X-Amz-Security-Token"),
                expires(expires == null ? "300" : expires));
    }

    private static long expires(String text) {
        long seconds;
        try {
            seconds = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw queryFault("X-Amz-Expires should be a number");
        }
        if (seconds < 0) throw queryFault("X-Amz-Expires must be non-negative");
        if (seconds > EXPIRES_SECONDS_MAX) {
            throw queryFault("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires "
                    + "must be less than 604800 seconds");
        }
        return seconds;
    }

    private static SignatureFault queryFault(String text) {
        return new SignatureFault(MALFORMED, text, Map.of("query", ""));
    }

    private static Claim of(Map<String, String> parts, String time, @Nullable String token, long expires) {
        String credential = String.valueOf(parts.get("Credential"));
        String[] scope = credential.split("/", -1);
        int n = scope.length;
        if (n < 5 || !scope[n - 1].equals("aws4_request")) {
            throw new SignatureFault(
                    MALFORMED,
                    "Credential must have exactly 5 slash-delimited elements, e.g. "
                            + "keyid/date/region/service/term, got '" + credential + "'");
        }
        if (!time.startsWith(scope[n - 4])) {
            throw new SignatureFault(
                    MALFORMED,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scope[n - 4] + "' != '" + time + "', from '" + time + "'.");
        }
        return new Claim(
                String.join("/", List.of(scope).subList(0, n - 4)),
                scope[n - 4],
                scope[n - 3],
                scope[n - 2],
                List.of(String.valueOf(parts.get("SignedHeaders")).split(";")),
                String.valueOf(parts.get("Signature")),
                checked(time),
                token,
                expires);
    }

    private static String checked(String time) {
        try {
            LocalDateTime.parse(time, BASIC);
            return time;
        } catch (DateTimeParseException e) {
            throw new SignatureFault(
                    MALFORMED,
                    "Date must be in ISO-8601 'basic format'. Got '" + time + "'. See the AWS documentation.");
        }
    }

    private static @Nullable String time(SignedMessage message) {
        String amz = message.header("x-amz-date");
        String date = amz != null ? amz : message.header("date");
        if (date == null || date.indexOf(',') < 0) return date;
        try {
            return basic(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return date;
        }
    }
}
