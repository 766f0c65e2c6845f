package dev.sluice.gateway.wire;

import dev.sluice.core.Refused;
import dev.sluice.gateway.model.InputCleaner;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/// Timestamps between the forms of the wire and the epoch seconds that services see.
final class Times {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Times() {}

    static JsonNode read(String text) {
        try {
            if (!text.isEmpty() && text.indexOf('-') <= 0 && text.indexOf(',') < 0) {
                return InputCleaner.seconds(moment(new BigDecimal(text)));
            }
            boolean http = text.indexOf(',') > 0;
            Instant moment = http
                    ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return InputCleaner.seconds(moment);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new Refused("SerializationException", "Invalid timestamp: " + text);
        }
    }

    static Instant moment(BigDecimal seconds) {
        return Instant.ofEpochMilli(seconds.movePointRight(3)
                .setScale(0, java.math.RoundingMode.DOWN)
                .longValueExact());
    }

    static String iso(JsonNode seconds) {
        Instant moment = moment(seconds.decimalValue());
        boolean whole = moment.equals(moment.truncatedTo(ChronoUnit.SECONDS));
        return whole ? moment.toString() : MILLIS.format(moment.atOffset(ZoneOffset.UTC));
    }

    static String http(JsonNode seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                moment(seconds.decimalValue()).atOffset(ZoneOffset.UTC));
    }
}
