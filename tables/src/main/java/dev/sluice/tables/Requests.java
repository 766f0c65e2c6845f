package dev.sluice.tables;

import dev.sluice.core.Refused;
import dev.sluice.tables.expression.Condition;
import dev.sluice.tables.expression.Kind;
import dev.sluice.tables.expression.Path;
import dev.sluice.tables.expression.Placeholders;
import dev.sluice.tables.expression.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Members that several requests have in common.
final class Requests {
    /// Parameters from before there were expressions, and what to write instead.
    private static final Map<String, String> LEGACY = Map.of(
            "Expected", "ConditionExpression",
            "AttributeUpdates", "UpdateExpression",
            "KeyConditions", "KeyConditionExpression",
            "QueryFilter", "FilterExpression",
            "ScanFilter", "FilterExpression",
            "ConditionalOperator", "ConditionExpression");

    private Requests() {}

    static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }

    static void refuseLegacy(JsonNode request) {
        for (var each : LEGACY.entrySet()) {
            if (request.has(each.getKey()))
                throw invalid(
                        "The legacy parameter " + each.getKey() + " is not supported here; use " + each.getValue());
        }
    }

    static String table(JsonNode request) {
        return request.path("TableName").asString();
    }

    static @Nullable Condition condition(JsonNode request, Kind kind, Placeholders placeholders) {
        JsonNode text = request.path(kind.parameter());
        return text.isString() ? Condition.parse(kind, text.asString(), placeholders) : null;
    }

    /// What a read asks for: a ProjectionExpression, or the older AttributesToGet; null for everything.
    static @Nullable Projection projection(JsonNode request, Placeholders placeholders) {
        JsonNode expression = request.path("ProjectionExpression");
        JsonNode names = request.path("AttributesToGet");
        if (expression.isString() && names.isArray())
            throw invalid(
                    "Can not use both expression and non-expression parameters in the same request: Non-expression"
                            + " parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
        if (expression.isString()) return Projection.parse(expression.asString(), placeholders);
        if (!names.isArray()) return null;
        List<Path> paths = new ArrayList<>();
        for (JsonNode name : names) paths.add(Path.of(name.asString()));
        return Projection.of(paths);
    }
}
