package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The functions AWS added for what intrinsic functions do in paths.
final class AwsFunctions {
    private static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private AwsFunctions() {}

    static void define() {
        Builtins.define("partition", "<an:a>", AwsFunctions::partition);
        Builtins.define("range", "<nnn:a>", AwsFunctions::range);
        Builtins.define("hash", "<ss:s>", AwsFunctions::hash);
        Builtins.define("random", "<n?:n>", AwsFunctions::random);
        Builtins.define("uuid", "<:s>", call -> Json.text(uuid(call.evaluator().random())));
        Builtins.define("parse", "<s-:x>", AwsFunctions::parse);
    }

    private static @Nullable JsonNode partition(Arguments call) {
        ArrayNode array = call.array(0);
        Double size = call.number(1);
        if (array == null || size == null) return null;
        long chunk = Math.round(size);
        if (chunk <= 0) throw JsonataError.saying("D3137", "The chunk size of $partition must be positive");
        Sequence chunks = Sequence.array();
        Sequence last = Sequence.array();
        for (JsonNode element : array) {
            call.meter().elements(2);
            if (last.isEmpty()) chunks.add(last);
            last.add(element);
            if (last.size() == chunk) last = Sequence.array();
        }
        return chunks;
    }

    private static @Nullable JsonNode range(Arguments call) {
        Double first = call.number(0);
        Double last = call.number(1);
        Double step = call.number(2);
        if (first == null || last == null || step == null) return null;
        if (step == 0) throw JsonataError.saying("D3137", "The step of $range must not be 0");
        Sequence range = Sequence.array();
        double count = Math.floor((last - first) / step + 1e-9);
        for (long i = 0; i <= count; i++) {
            call.meter().elements(1);
            range.add(Values.number(first + i * step));
        }
        return range;
    }

    private static @Nullable JsonNode hash(Arguments call) {
        String text = call.text(0);
        String algorithm = call.text(1);
        if (text == null || algorithm == null) return null;
        if (!ALGORITHMS.contains(algorithm))
            throw JsonataError.saying("D3137", "The algorithm of $hash must be one of " + ALGORITHMS);
        call.meter().text(text.length());
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return Json.text(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode random(Arguments call) {
        Double seed = call.number(0);
        double drawn = seed == null
                ? call.evaluator().random().nextDouble()
                : new Random(Double.doubleToLongBits(seed)).nextDouble();
        return Values.number(drawn);
    }

    private static String uuid(RandomGenerator random) {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static @Nullable JsonNode parse(Arguments call) {
        String text = call.text(0);
        if (text == null) return null;
        call.meter().elements(text.length());
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw JsonataError.saying("D3137", "The argument of $parse isn't JSON");
        }
    }
}
