package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.model.TaskResource;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares mocked results with what the service's model says an operation answers.
///
/// Of services whose model this server doesn't have nothing is known, so any result is taken.
final class MockSchemas {
    /// Where Step Functions' name of a service isn't its model's.
    private static final Map<String, String> MODEL_NAMES =
            Map.of("sfn", "states", "states", "states", "eventbridge", "events", "cloudwatch", "monitoring");

    /// How deep results are looked into; AWS's shapes repeat far before that.
    private static final int DEPTH_MAX = 40;

    /// @param mode `STRICT` also wants required fields; `PRESENT` looks at fields that are there; `NONE` at nothing
    /// @throws dev.sluice.core.Refused `ValidationException` for the first field that doesn't fit
    void check(TaskResource resource, JsonNode result, String mode) {
        if (mode.equals("NONE") || resource.kind() != TaskResource.Kind.SERVICE) return;
        String service = resource.service().replace("aws-sdk:", "").toLowerCase(Locale.ROOT);
        ServiceModel.of(MODEL_NAMES.getOrDefault(service, service))
                .flatMap(model -> model.operation(capital(resource.operation())))
                .map(Operation::output)
                .ifPresent(output -> structure(output, result, mode.equals("STRICT"), 0));
    }

    private static void structure(Shape.Structure shape, JsonNode value, boolean strict, int depth) {
        if (depth > DEPTH_MAX) return;
        if (strict) {
            for (String required : shape.members().keySet()) {
                boolean missing = shape.required().contains(required) && !value.has(capital(required));
                if (missing) throw refused("Required field '" + capital(required) + "' is missing");
            }
        }
        shape.members().forEach((member, use) -> {
            String name = capital(member);
            if (value.has(name)) value(use.shape(), name, value.path(name), strict, depth + 1);
        });
    }

    private static void value(Shape shape, String name, JsonNode value, boolean strict, int depth) {
        switch (shape) {
            case Shape.Text text -> text(text, name, value);
            case Shape.Time _ -> expect(value.isString(), name, "a string");
            case Shape.Whole whole -> number(whole.range(), name, value);
            case Shape.Real real -> number(real.range(), name, value);
            case Shape.Bool _ -> expect(value.isBoolean(), name, "a boolean");
            case Shape.Sequence list -> {
                expect(value.isArray(), name, "an array");
                for (JsonNode element : value) value(list.element().shape(), name, element, strict, depth + 1);
            }
            case Shape.Structure structure -> {
                expect(value.isObject(), name, "an object");
                structure(structure, value, strict, depth + 1);
            }
            case Shape.Dictionary _ -> expect(value.isObject(), name, "an object");
            case Shape.Blob _, Shape.Document _ -> {} // an integration makes JSON of them
        }
    }

    private static void text(Shape.Text shape, String name, JsonNode value) {
        expect(value.isString(), name, "a string");
        boolean known = shape.values().isEmpty() || shape.values().contains(value.asString());
        if (!known) throw refused("Field '" + name + "' is not an expected value");
    }

    private static void number(Shape.Bounds range, String name, JsonNode value) {
        expect(value.isNumber(), name, "a number");
        if (range.min() != null && value.decimalValue().compareTo(range.min()) < 0) {
            throw refused("Field '" + name + "' is less than the minimum value");
        }
        if (range.max() != null && value.decimalValue().compareTo(range.max()) > 0) {
            throw refused("Field '" + name + "' exceeds the maximum value");
        }
    }

    private static void expect(boolean fits, String name, String type) {
        if (!fits) throw refused("Field '" + name + "' must be " + type);
    }

    private static RuntimeException refused(String why) {
        return Mock.refused("Mock result schema validation error: " + why);
    }

    /// Step Functions spells members with a capital, whatever the service does.
    private static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
