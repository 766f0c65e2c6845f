package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/// Values as text: what `$string` gives and `&` joins.
final class Text {
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_UP);

    private final StringBuilder out = new StringBuilder();
    private final Meter meter;
    private final boolean pretty;

    private Text(Meter meter, boolean pretty) {
        this.meter = meter;
        this.pretty = pretty;
    }

    /// A text itself, anything else as compact JSON, a function as nothing.
    static String of(JsonNode value, Meter meter) {
        return of(value, false, meter);
    }

    static String of(JsonNode value, boolean pretty, Meter meter) {
        if (value instanceof Fn) return "";
        if (value.isString()) return value.asString();
        Text text = new Text(meter, pretty);
        text.write(value, 0);
        return text.out.toString();
    }

    private void write(JsonNode value, int depth) {
        meter.step();
        if (depth > Json.NESTING_DEPTH_MAX) throw JsonataError.of("D1011");
        int before = out.length();
        if (value instanceof Fn) out.append("\"\"");
        else if (value.isObject()) object(value, depth);
        else if (value.isArray()) array(value, depth);
        else if (value.isNumber()) out.append(number(value));
        else out.append(Json.write(value));
        if (!value.isContainer()) meter.text(out.length() - before + 2L * depth);
    }

    private void object(JsonNode object, int depth) {
        String separator = "{";
        for (var member : object.properties()) {
            out.append(separator);
            line(depth + 1);
            String name = Json.write(Json.text(member.getKey()));
            meter.text(name.length());
            out.append(name).append(pretty ? ": " : ":");
            write(member.getValue(), depth + 1);
            separator = ",";
        }
        if (object.isEmpty()) out.append('{');
        else line(depth);
        out.append('}');
    }

    private void array(JsonNode array, int depth) {
        String separator = "[";
        for (JsonNode element : array) {
            out.append(separator);
            line(depth + 1);
            write(element, depth + 1);
            separator = ",";
        }
        if (array.isEmpty()) out.append('[');
        else line(depth);
        out.append(']');
    }

    private void line(int depth) {
        if (pretty) out.append('\n').repeat("  ", depth);
    }

    /// Fifteen significant digits hide the error of binary fractions: 0.1 + 0.2 is written 0.3.
    private static String number(JsonNode number) {
        if (Values.isWhole(number)) return Values.written(number);
        double value = new BigDecimal(number.asDouble()).round(FIFTEEN_DIGITS).doubleValue();
        return Values.written(Values.number(value));
    }
}
