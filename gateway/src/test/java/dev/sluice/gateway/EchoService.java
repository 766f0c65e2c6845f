package dev.sluice.gateway;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// A service made of lambdas that remembers the last input and caller of each operation.
final class EchoService implements Service {
    private final String name;
    private final Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations = new ConcurrentHashMap<>();
    final Map<String, JsonNode> inputs = new ConcurrentHashMap<>();
    final Map<String, Caller> callers = new ConcurrentHashMap<>();

    EchoService(String name) {
        this.name = name;
    }

    EchoService on(String operation, BiFunction<JsonNode, Caller, JsonNode> answer) {
        operations.put(operation, answer);
        return this;
    }

    EchoService refusing(String operation, String code, String text) {
        return on(operation, (input, caller) -> {
            throw new Refused(code, text);
        });
    }

    EchoService answering(String operation, String json) {
        return on(operation, (input, caller) -> Json.parse(json));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        inputs.put(operation, input);
        callers.put(operation, caller);
        return operations.get(operation).apply(input, caller);
    }
}
