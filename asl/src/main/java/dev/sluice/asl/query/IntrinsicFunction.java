package dev.sluice.asl.query;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.StringTokenizer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The eighteen functions of the `States.` family.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html">Intrinsic functions</a>
enum IntrinsicFunction {
    FORMAT("Format", 1, Integer.MAX_VALUE),
    ARRAY("Array", 0, Integer.MAX_VALUE),
    ARRAY_PARTITION("ArrayPartition", 2, 2),
    ARRAY_CONTAINS("ArrayContains", 2, 2),
    ARRAY_RANGE("ArrayRange", 3, 3),
    ARRAY_GET_ITEM("ArrayGetItem", 2, 2),
    ARRAY_LENGTH("ArrayLength", 1, 1),
    ARRAY_UNIQUE("ArrayUnique", 1, 1),
    BASE64_ENCODE("Base64Encode", 1, 1),
    BASE64_DECODE("Base64Decode", 1, 1),
    HASH("Hash", 2, 2),
    JSON_MERGE("JsonMerge", 3, 3),
    STRING_TO_JSON("StringToJson", 1, 1),
    JSON_TO_STRING("JsonToString", 1, 1),
    MATH_ADD("MathAdd", 2, 2),
    MATH_RANDOM("MathRandom", 2, 3),
    STRING_SPLIT("StringSplit", 2, 2),
    UUID("UUID", 0, 0);

    /// Characters of text that Base64Encode, Base64Decode and Hash take; AWS's quota.
    static final int TEXT_CHARACTERS_MAX = 10_000;

    /// Elements ArrayRange makes; AWS's quota.
    static final int RANGE_ELEMENTS_MAX = 1_000;

    private final String title;
    private final int argumentsMin;
    private final int argumentsMax;

    IntrinsicFunction(String title, int argumentsMin, int argumentsMax) {
        this.title = title;
        this.argumentsMin = argumentsMin;
        this.argumentsMax = argumentsMax;
    }

    /// Arguments a function can't work with; the text says which and why.
    static final class Misuse extends Exception {
        Misuse(String message) {
            super(message, null, false, false);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    static @Nullable IntrinsicFunction named(String title) {
        for (IntrinsicFunction function : values()) if (function.title.equals(title)) return function;
        return null;
    }

    String title() {
        return title;
    }

    boolean takes(int arguments) {
        return arguments >= argumentsMin && arguments <= argumentsMax;
    }

    /// The result. @param arguments as many as it [#takes]
    JsonNode apply(List<JsonNode> arguments, Scope scope) throws Misuse {
        return switch (this) {
            case FORMAT -> format(arguments);
            case ARRAY -> Json.array().addAll(arguments);
            case ARRAY_PARTITION -> partition(array(arguments, 0), integer(arguments, 1));
            case ARRAY_CONTAINS -> Json.bool(contains(array(arguments, 0), arguments.get(1)));
            case ARRAY_RANGE -> range(integer(arguments, 0), integer(arguments, 1), integer(arguments, 2));
            case ARRAY_GET_ITEM -> item(array(arguments, 0), integer(arguments, 1));
            case ARRAY_LENGTH -> Json.number(array(arguments, 0).size());
            case ARRAY_UNIQUE -> unique(array(arguments, 0));
            case BASE64_ENCODE -> Json.text(Base64.getEncoder().encodeToString(bytes(shortText(arguments, 0))));
            case BASE64_DECODE -> decoded(shortText(arguments, 0));
            case HASH -> Json.text(hash(arguments));
            case JSON_MERGE -> merged(arguments);
            case STRING_TO_JSON -> parsed(string(arguments, 0));
            case JSON_TO_STRING -> Json.text(Json.write(arguments.getFirst()));
            case MATH_ADD -> sum(integer(arguments, 0), integer(arguments, 1));
            case MATH_RANDOM -> random(arguments, scope);
            case STRING_SPLIT -> split(string(arguments, 0), string(arguments, 1));
            case UUID -> Json.text(uuid(scope.ambient().random()));
        };
    }

    private static JsonNode format(List<JsonNode> arguments) throws Misuse {
        String template = string(arguments, 0);
        StringBuilder text = new StringBuilder(template.length());
        int used = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length() && Intrinsic.isEscapable(template.charAt(i + 1))) {
                text.append(template.charAt(++i));
            } else if (template.startsWith("{}", i)) {
                if (used == arguments.size()) throw new Misuse("fewer values than '{}' in the template");
                appendPlain(text, arguments.get(used++));
                i++;
            } else {
                text.append(c);
            }
        }
        if (used != arguments.size()) throw new Misuse("more values than '{}' in the template");
        return Json.text(text.toString());
    }

    /// Texts without quotes; objects and arrays as Java prints maps and lists, `{Id=1, Names=[a, b]}`, as AWS does.
    private static void appendPlain(StringBuilder text, JsonNode value) {
        if (value instanceof ObjectNode object) {
            String separator = "{";
            if (object.isEmpty()) text.append('{');
            for (var member : object.properties()) {
                text.append(separator).append(member.getKey()).append('=');
                appendPlain(text, member.getValue());
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof ArrayNode array) {
            String separator = "[";
            if (array.isEmpty()) text.append('[');
            for (JsonNode element : array) {
                text.append(separator);
                appendPlain(text, element);
                separator = ", ";
            }
            text.append(']');
        } else {
            text.append(value.isString() ? value.asString() : Json.write(value));
        }
    }

    static ArrayNode partition(ArrayNode array, long size) throws Misuse {
        if (size <= 0) throw new Misuse("the chunk size must be a positive integer but was " + size);
        ArrayNode chunks = Json.array();
        ArrayNode chunk = Json.array();
        for (JsonNode element : array) {
            if (chunk.isEmpty()) chunks.add(chunk);
            chunk.add(element);
            if (chunk.size() == size) chunk = Json.array();
        }
        return chunks;
    }

    private static boolean contains(ArrayNode array, JsonNode wanted) {
        for (JsonNode element : array) if (same(element, wanted)) return true;
        return false;
    }

    private static boolean same(JsonNode left, JsonNode right) {
        boolean numbers = left.isNumber() && right.isNumber();
        return numbers ? left.decimalValue().compareTo(right.decimalValue()) == 0 : left.equals(right);
    }

    static ArrayNode range(long first, long last, long step) throws Misuse {
        if (step == 0) throw new Misuse("the step of a range can't be 0");
        ArrayNode range = Json.array();
        for (BigDecimal i = BigDecimal.valueOf(first);
                step > 0 ? i.compareTo(BigDecimal.valueOf(last)) <= 0 : i.compareTo(BigDecimal.valueOf(last)) >= 0;
                i = i.add(BigDecimal.valueOf(step))) {
            if (range.size() == RANGE_ELEMENTS_MAX)
                throw new Misuse("a range can't hold more than " + RANGE_ELEMENTS_MAX + " elements");
            range.add(i.longValueExact());
        }
        return range;
    }

    private static JsonNode item(ArrayNode array, long index) throws Misuse {
        if (index < 0 || index >= array.size())
            throw new Misuse("index " + index + " is out of bounds for an array of " + array.size() + " elements");
        return array.get((int) index);
    }

    private static JsonNode unique(ArrayNode array) {
        LinkedHashSet<JsonNode> seen = new LinkedHashSet<>();
        array.forEach(seen::add);
        return Json.array().addAll(seen);
    }

    private static JsonNode decoded(String text) throws Misuse {
        try {
            return Json.text(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Misuse("the argument is no Base64: " + e.getMessage());
        }
    }

    private static String hash(List<JsonNode> arguments) throws Misuse {
        JsonNode data = arguments.getFirst();
        String text = data.isString() ? data.asString() : Json.write(data);
        if (text.length() > TEXT_CHARACTERS_MAX) throw tooLong();
        String digest = Digest.of(text, string(arguments, 1));
        if (digest == null) throw new Misuse("the algorithm must be one of " + Digest.ALGORITHMS);
        return digest;
    }

    private static JsonNode merged(List<JsonNode> arguments) throws Misuse {
        if (!(arguments.get(0) instanceof ObjectNode left) || !(arguments.get(1) instanceof ObjectNode right))
            throw new Misuse("the first and the second argument must be objects");
        JsonNode deep = arguments.get(2);
        if (!deep.isBoolean()) throw new Misuse("the third argument must be a boolean");
        if (deep.asBoolean()) throw new Misuse("deep merging isn't supported, the third argument must be false");
        ObjectNode merged = Json.object();
        merged.setAll(left);
        merged.setAll(right);
        return merged;
    }

    private static JsonNode parsed(String text) throws Misuse {
        if (text.isBlank()) return Json.nothing();
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw new Misuse("the argument is no JSON text");
        }
    }

    private static JsonNode sum(long left, long right) throws Misuse {
        try {
            return Json.number(Math.addExact(left, right));
        } catch (ArithmeticException e) {
            throw new Misuse("the sum is out of range");
        }
    }

    private static JsonNode random(List<JsonNode> arguments, Scope scope) throws Misuse {
        long start = integer(arguments, 0);
        long end = integer(arguments, 1);
        if (start >= end) throw new Misuse("the start must be less than the end");
        RandomGenerator generator = arguments.size() == 3
                ? new Random(integer(arguments, 2))
                : scope.ambient().random();
        return Json.number(generator.nextLong(start, end));
    }

    /// Any of the given characters separates; empty parts aren't kept.
    private static JsonNode split(String text, String separators) {
        List<JsonNode> parts = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, separators);
        while (tokens.hasMoreTokens()) parts.add(Json.text(tokens.nextToken()));
        return Json.array().addAll(parts);
    }

    /// A version 4 UUID.
    static String uuid(RandomGenerator random) {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new java.util.UUID(high, low).toString();
    }

    private static String string(List<JsonNode> arguments, int position) throws Misuse {
        JsonNode value = arguments.get(position);
        if (value.isString()) return value.asString();
        throw wrongType(position, "a string", value);
    }

    private static String shortText(List<JsonNode> arguments, int position) throws Misuse {
        String text = string(arguments, position);
        if (text.length() > TEXT_CHARACTERS_MAX) throw tooLong();
        return text;
    }

    private static Misuse tooLong() {
        return new Misuse("the text can't be longer than " + TEXT_CHARACTERS_MAX + " characters");
    }

    private static ArrayNode array(List<JsonNode> arguments, int position) throws Misuse {
        if (arguments.get(position) instanceof ArrayNode array) return array;
        throw wrongType(position, "an array", arguments.get(position));
    }

    /// An integer; AWS rounds other numbers to the nearest.
    private static long integer(List<JsonNode> arguments, int position) throws Misuse {
        JsonNode value = arguments.get(position);
        if (!value.isNumber()) throw wrongType(position, "a number", value);
        try {
            return value.isIntegralNumber() && value.canConvertToLong()
                    ? value.longValue()
                    : value.decimalValue().setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException e) {
            throw new Misuse("argument " + (position + 1) + " is out of range");
        }
    }

    private static Misuse wrongType(int position, String expected, JsonNode value) {
        return new Misuse("argument " + (position + 1) + " must be " + expected + " but was "
                + ResultType.of(value).word());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
