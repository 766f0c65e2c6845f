package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// S3's two ways to write a moment, both to the second.
final class Moments {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.000'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Moments() {}

    /// As trees hold it: whole epoch seconds, since S3 knows no finer ones.
    static JsonNode seconds(Instant moment) {
        return Json.number(moment.getEpochSecond());
    }

    static String iso(JsonNode seconds) {
        return ISO.format(Instant.ofEpochSecond(seconds.asLong()));
    }

    static String http(Instant moment) {
        return HTTP.format(moment);
    }

    /// Reads either way; empty if it is neither.
    static Optional<Instant> parse(String text) {
        try {
            if (text.indexOf(',') > 0) {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            }
            if (text.length() == 10) return Optional.of(Instant.parse(text + "T00:00:00Z"));
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Instant toSeconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
