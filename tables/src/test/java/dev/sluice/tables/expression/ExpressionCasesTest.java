package dev.sluice.tables.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the case files: an expression and what it gives, or the exact text it is refused with.
class ExpressionCasesTest {
    @TestFactory
    Stream<DynamicTest> conditions() {
        JsonNode file = load("conditions.json");
        Value.Document item = ValueJson.readItem(file.get("item"));
        return cases(file)
                .map(each -> dynamicTest("«" + each.get(0).asString() + "»", () -> {
                    String expression = each.get(0).asString();
                    Placeholders placeholders = placeholders(file, Kind.CONDITION);
                    if (each.get(1).isBoolean()) {
                        assertThat(Condition.parse(Kind.CONDITION, expression, placeholders)
                                        .holds(item))
                                .isEqualTo(each.get(1).asBoolean());
                    } else {
                        assertThatThrownBy(() -> Condition.parse(Kind.CONDITION, expression, placeholders))
                                .isInstanceOf(Refused.class)
                                .hasMessage("Invalid ConditionExpression: "
                                        + each.get(1).asString());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> updates() {
        JsonNode file = load("updates.json");
        Value.Document item = ValueJson.readItem(file.get("item"));
        return cases(file)
                .map(each -> dynamicTest("«" + each.get(0).asString() + "»", () -> {
                    String expression = each.get(0).asString();
                    Placeholders placeholders = placeholders(file, Kind.UPDATE);
                    if (each.get(1).isString()) {
                        assertThatThrownBy(() ->
                                        Update.parse(expression, placeholders).applyTo(item))
                                .isInstanceOf(Refused.class)
                                .hasMessage(each.get(1).asString());
                    } else {
                        ObjectNode after = ValueJson.write(
                                Update.parse(expression, placeholders).applyTo(item));
                        assertThat(after).isEqualTo(with(file.get("item"), each.get(1)));
                    }
                }));
    }

    private static ObjectNode with(JsonNode item, JsonNode changes) {
        ObjectNode after = (ObjectNode) item.deepCopy();
        for (var change : changes.properties()) {
            if (change.getValue().isNull()) after.remove(change.getKey());
            else after.set(change.getKey(), change.getValue());
        }
        return after;
    }

    private static Placeholders placeholders(JsonNode file, Kind kind) {
        ObjectNode request = Json.object(kind.parameter(), "x");
        if (file.has("names")) request.set("ExpressionAttributeNames", file.get("names"));
        request.set("ExpressionAttributeValues", file.get("values"));
        return Placeholders.of(request, kind);
    }

    private static Stream<JsonNode> cases(JsonNode file) {
        return StreamSupport.stream(file.get("cases").spliterator(), false);
    }

    private static JsonNode load(String name) {
        try (var in = ExpressionCasesTest.class.getResourceAsStream("/dev/sluice/tables/" + name)) {
            return Json.parse(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
