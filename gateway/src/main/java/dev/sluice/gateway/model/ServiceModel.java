package dev.sluice.gateway.model;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The condensed model of one AWS service, read when first asked for; its shapes are built when first used.
///
/// `tools/condense_models.py` writes the files that are read here. Safe for many threads.
public final class ServiceModel {
    private static final Map<String, ServiceModel> LOADED = new ConcurrentHashMap<>();

    private final ServiceEntry entry;
    private final JsonNode operations;
    private final JsonNode shapes;
    private final Map<String, Operation> builtOperations = new ConcurrentHashMap<>();
    private final Map<String, Shape> builtShapes = new ConcurrentHashMap<>();
    private final Map<String, Shape.Structure> errors = new HashMap<>();

    private ServiceModel(ServiceEntry entry, JsonNode tree) {
        this.entry = entry;
        operations = tree.path("operations");
        shapes = tree.path("shapes");
        shapes.properties().forEach(shape -> {
            if (!shape.getValue().path("exception").asBoolean(false)) return;
            var error = (Shape.Structure) shape(shape.getKey());
            errors.put(shape.getKey(), error);
            if (error.error() != null) errors.putIfAbsent(error.error().code(), error);
        });
    }

    /// The model of that name (`states`, `dynamodb`, …); empty if there is none here.
    public static Optional<ServiceModel> of(String name) {
        return ServiceEntry.named(name).map(entry -> LOADED.computeIfAbsent(name, unused -> load(entry)));
    }

    private static ServiceModel load(ServiceEntry entry) {
        return new ServiceModel(entry, resource(entry.name() + ".json"));
    }

    static JsonNode resource(String file) {
        try (InputStream in = ServiceModel.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException("model " + file + " is missing from the jar");
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Name, protocol and versions.
    public ServiceEntry entry() {
        return entry;
    }

    /// All operations AWS has, by name.
    public Set<String> operationNames() {
        return Collections.unmodifiableSet(new java.util.LinkedHashSet<>(operations.propertyNames()));
    }

    /// An operation by its name; empty if AWS has none of that name.
    public Optional<Operation> operation(String name) {
        Operation built = builtOperations.get(name);
        if (built != null) return Optional.of(built);
        JsonNode node = operations.path(name);
        if (node.isMissingNode()) return Optional.empty();
        return Optional.of(builtOperations.computeIfAbsent(name, key -> operation(key, node)));
    }

    /// An error by its shape's name or its code.
    public Optional<Shape.Structure> error(String nameOrCode) {
        return Optional.ofNullable(errors.get(nameOrCode));
    }

    /// A shape by its name. @throws IllegalArgumentException if the model has none of that name
    public Shape shape(String name) {
        Shape built = builtShapes.get(name);
        if (built != null) return built;
        JsonNode node = shapes.path(name);
        if (node.isMissingNode()) throw new IllegalArgumentException(entry.name() + " has no shape " + name);
        Shape fresh = new ShapeReader(this, name, node).read();
        builtShapes.put(name, fresh);
        return fresh;
    }

    private Operation operation(String name, JsonNode node) {
        return new Operation(
                name,
                node.path("method").asString(),
                node.path("uri").asString(),
                node.path("code").asInt(200),
                structure(node.path("input")),
                structure(node.path("output")),
                node.path("resultWrapper").asString(null),
                texts(node.path("errors")));
    }

    private Shape.@Nullable Structure structure(JsonNode name) {
        return name.isMissingNode() ? null : (Shape.Structure) shape(name.asString());
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
