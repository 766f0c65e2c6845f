package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of a case file: an expression, what it sees, and what it `gives`, how it `fails`, or that it's `invalid`.
record Cases(JsonNode line) {
    static List<Cases> of(String file) {
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> new Cases(Json.parse(line))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scope scope(JsonNode input) {
        return scope(input, Json.object(), Map.of(), null);
    }

    static Scope scope(JsonNode input, JsonNode context, Map<String, JsonNode> variables, @Nullable JsonNode states) {
        Ambient ambient = new Ambient(Instant.parse("2026-01-02T03:04:05.678Z"), new Random(1));
        return new Scope(input, context, variables, ambient, states);
    }

    String expression() {
        return line.get("expr").asString();
    }

    Scope scope() {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        line.path("variables").properties().forEach(v -> variables.put(v.getKey(), v.getValue()));
        JsonNode input = line.has("input") ? line.get("input") : Json.object();
        JsonNode context = line.has("context") ? line.get("context") : Json.object();
        var states = Json.object();
        states.set("input", input);
        states.set("context", context);
        if (line.has("result")) states.set("result", line.get("result"));
        return scope(input, context, variables, states);
    }

    boolean invalid() {
        return line.has("invalid");
    }

    @Nullable
    String failure() {
        return line.has("fails") ? line.get("fails").asString() : null;
    }

    String gives() {
        return Json.write(line.get("gives"));
    }

    @Override
    public String toString() {
        return Json.write(line);
    }
}
