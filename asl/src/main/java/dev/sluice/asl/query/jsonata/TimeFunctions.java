package dev.sluice.asl.query.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.utils.DateTimeUtils;
import dev.sluice.core.Json;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Times, and numbers and times by picture (XPath's picture strings, for which the JSONata library does the work).
final class TimeFunctions {
    /// Characters of a picture or of a text parsed by one: more is no format anybody means.
    private static final int PICTURE_CHARACTERS_MAX = 500;

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private TimeFunctions() {}

    static void define() {
        Builtins.define("now", "<s?s?:s>", call -> formatted(call.evaluator().now(), call.text(0), call.text(1)));
        Builtins.define(
                "millis", "<:n>", call -> Json.number(call.evaluator().now().toEpochMilli()));
        Builtins.define("fromMillis", "<n-s?s?:s>", TimeFunctions::fromMillis);
        Builtins.define("toMillis", "<s-s?:n>", TimeFunctions::toMillis);
        Builtins.define("formatInteger", "<n-s:s>", TimeFunctions::formatInteger);
        Builtins.define("parseInteger", "<s-s:n>", TimeFunctions::parseInteger);
        Builtins.define("formatNumber", "<n-so?:s>", TimeFunctions::formatNumber);
    }

    /// Work of the library, whose failures become JSONata errors.
    private interface Work<T> {
        T run() throws ParseException;
    }

    private static <T> T guarded(String code, Work<T> work) {
        try {
            return work.run();
        } catch (JException e) {
            throw JsonataError.saying(e.getError() == null ? code : e.getError(), String.valueOf(e.getMessage()));
        } catch (ParseException | RuntimeException e) {
            throw JsonataError.saying(code, String.valueOf(e.getMessage()));
        }
    }

    private static void bound(@Nullable String text) {
        if (text != null && text.length() > PICTURE_CHARACTERS_MAX)
            throw JsonataError.saying("D3132", "Picture or text longer than " + PICTURE_CHARACTERS_MAX);
    }

    private static @Nullable JsonNode fromMillis(Arguments call) {
        Double millis = call.number(0);
        if (millis == null) return null;
        return formatted(Instant.ofEpochMilli(millis.longValue()), call.text(1), call.text(2));
    }

    private static JsonNode formatted(Instant time, @Nullable String picture, @Nullable String zone) {
        bound(picture);
        bound(zone);
        try {
            if (picture == null) {
                ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
                return Json.text(ISO.format(time.atOffset(offset)));
            }
        } catch (DateTimeException e) {
            throw JsonataError.of("D3134");
        }
        return Json.text(guarded("D3132", () -> DateTimeUtils.formatDateTime(time.toEpochMilli(), picture, zone)));
    }

    private static @Nullable JsonNode toMillis(Arguments call) {
        String text = call.text(0);
        if (text == null) return null;
        String picture = call.text(1);
        bound(text);
        bound(picture);
        if (picture == null) return Json.number(millis(text));
        Long millis = guarded("D3136", () -> DateTimeUtils.parseDateTime(text, picture));
        return millis == null ? null : Json.number(millis);
    }

    /// A year, a month, a day or a time, as ISO 8601 writes them; without an offset it is UTC.
    private static long millis(String text) {
        try {
            return switch (text.length()) {
                case 4 ->
                    Year.parse(text)
                            .atDay(1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
                case 7 ->
                    YearMonth.parse(text)
                            .atDay(1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
                case 10 ->
                    LocalDate.parse(text)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
                default -> moment(text).toEpochMilli();
            };
        } catch (DateTimeException e) {
            throw JsonataError.of("D3110", text);
        }
    }

    private static Instant moment(String text) {
        String spelled = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        boolean zoned = spelled.endsWith("Z") || spelled.matches(".*[+-]\\d\\d:\\d\\d");
        if (!zoned) return LocalDateTime.parse(spelled).toInstant(ZoneOffset.UTC);
        return OffsetDateTime.parse(spelled).toInstant();
    }

    private static @Nullable JsonNode formatInteger(Arguments call) {
        Double value = call.number(0);
        String picture = call.text(1);
        if (value == null || picture == null) return null;
        bound(picture);
        return Json.text(guarded("D3130", () -> DateTimeUtils.formatInteger((long) Math.floor(value), picture)));
    }

    private static @Nullable JsonNode parseInteger(Arguments call) {
        String text = call.text(0);
        String picture = call.text(1);
        if (text == null || picture == null) return null;
        bound(text);
        bound(picture);
        Number parsed = guarded("D3130", () -> Functions.parseInteger(text, picture));
        return parsed == null ? null : Values.number(parsed.doubleValue());
    }

    private static @Nullable JsonNode formatNumber(Arguments call) {
        Double value = call.number(0);
        String picture = call.text(1);
        if (value == null || picture == null) return null;
        bound(picture);
        Map<String, Object> options = new HashMap<>();
        var given = call.object(2);
        if (given != null)
            given.properties().forEach(o -> options.put(o.getKey(), o.getValue().asString()));
        return Json.text(
                guarded("D3080", () -> Functions.formatNumber(value, picture, given == null ? null : options)));
    }
}
