package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.JsonataTemplate;
import dev.sluice.asl.query.PayloadTemplate;
import dev.sluice.asl.query.ReferencePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one object of a definition in one query language.
record Fields(JsonNode node, QueryLanguage language) {

    boolean jsonata() {
        return language == QueryLanguage.JSONATA;
    }

    /// The same language, another object.
    Fields of(JsonNode other) {
        return new Fields(other, language);
    }

    @Nullable
    JsonNode get(String field) {
        return node.get(field);
    }

    @Nullable
    String text(String field) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? value.asString() : null;
    }

    String textOr(String field, String otherwise) {
        String text = text(field);
        return text == null ? otherwise : text;
    }

    @Nullable
    Long integer(String field) {
        JsonNode value = node.get(field);
        return value != null && value.isNumber() ? value.decimalValue().longValue() : null;
    }

    <T> List<T> list(String field, Function<Fields, T> read) {
        List<T> items = new ArrayList<>();
        JsonNode array = node.get(field);
        if (array == null) return items;
        for (JsonNode item : array) items.add(read.apply(of(item)));
        return items;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonNode array = node.get(field);
        if (array == null) return texts;
        for (JsonNode item : array) texts.add(item.asString());
        return texts;
    }

    @Nullable
    Template template(String field) {
        JsonNode value = node.get(field);
        if (value == null) return null;
        return jsonata()
                ? new Template.ByJsonata(JsonataTemplate.compile(value))
                : new Template.ByPaths(PayloadTemplate.compile(value));
    }

    /// A template that only JSONata has, such as `Output`.
    @Nullable
    Template jsonataTemplate(String field) {
        return jsonata() ? template(field) : null;
    }

    /// A template that only JSONPath has, such as `ResultSelector`.
    @Nullable
    Template pathTemplate(String field) {
        return jsonata() ? null : template(field);
    }

    @Nullable
    JsonPath path(String field) {
        String text = jsonata() ? null : text(field);
        return text == null ? null : JsonPath.compile(text);
    }

    @Nullable
    PathFilter filter(String field) {
        JsonNode value = node.get(field);
        if (jsonata() || value == null) return null;
        return new PathFilter(value.isNull() ? null : JsonPath.compile(value.asString()));
    }

    @Nullable
    Placement placement(String field) {
        JsonNode value = node.get(field);
        if (jsonata() || value == null) return null;
        return new Placement(value.isNull() ? null : ReferencePath.compile(value.asString()));
    }

    /// `Field`, a constant or an expression, or JSONPath's `FieldPath`; null if neither is there.
    @Nullable
    Quantity quantity(String field) {
        return quantity(field, field + "Path");
    }

    private @Nullable Quantity quantity(String field, String pathField) {
        JsonPath path = path(pathField);
        if (path != null) return new Quantity.ByPath(pathField, path);
        JsonNode value = node.get(field);
        if (value == null) return null;
        if (jsonata() && value.isString() && JsonataExpression.isExpression(value.asString())) {
            return new Quantity.ByJsonata(field, JsonataExpression.compile(value.asString()));
        }
        return new Quantity.Constant(field, value);
    }

    /// What all states have.
    StateCore core(String name, StateType type, boolean parametersAreArguments) {
        Template arguments = null;
        if (jsonata()) arguments = template("Arguments");
        else if (parametersAreArguments) arguments = template("Parameters");
        DataFlow data = new DataFlow(
                filter("InputPath"),
                arguments,
                pathTemplate("ResultSelector"),
                placement("ResultPath"),
                filter("OutputPath"),
                jsonataTemplate("Output"),
                template("Assign"));
        return new StateCore(
                name,
                type,
                language,
                text("Next"),
                data.equals(DataFlow.NONE) ? DataFlow.NONE : data,
                list("Retry", Fields::retrier),
                list("Catch", Fields::catcher));
    }

    private Retrier retrier() {
        Long interval = integer("IntervalSeconds");
        Long attempts = integer("MaxAttempts");
        JsonNode rate = node.get("BackoffRate");
        return new Retrier(
                texts("ErrorEquals"),
                interval == null ? 1 : interval,
                attempts == null ? 3 : attempts,
                rate == null ? 2.0 : rate.doubleValue(),
                integer("MaxDelaySeconds"),
                "FULL".equals(text("JitterStrategy")));
    }

    private Catcher catcher() {
        return new Catcher(
                texts("ErrorEquals"),
                textOr("Next", ""),
                placement("ResultPath"),
                jsonataTemplate("Output"),
                template("Assign"));
    }
}
