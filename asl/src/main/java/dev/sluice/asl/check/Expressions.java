package dev.sluice.asl.check;

import dev.sluice.asl.query.InvalidQuery;
import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.JsonataTemplate;
import dev.sluice.asl.query.PayloadTemplate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Rules for values with paths, intrinsic calls or expressions inside them.
final class Expressions {
    private static final Pattern JSONATA_CODE = Pattern.compile("^(Invalid JSONata expression\\. )?[A-Z]\\d{4}: ");
    private static final Pattern LOOKS_DYNAMIC = Pattern.compile("^(\\$\\$?[.\\[]|States\\.[A-Za-z0-9]+\\().*");

    private Expressions() {}

    static void compile(String text) {
        JsonataExpression.compile(text);
    }

    /// AWS's texts don't show JSONata's own codes (`S0202: `).
    static String withoutCode(String message) {
        return JSONATA_CODE.matcher(message).replaceFirst("");
    }

    /// An object whose `.$` members are paths or intrinsic calls: Parameters, ResultSelector, ItemSelector, Assign.
    static void payload(Spot at, JsonNode value) {
        for (InvalidQuery problem : PayloadTemplate.problems(value)) {
            at.below(problem.location()).refuse(problem.text());
        }
        suspectStaticPaths(at, value);
    }

    /// As [#payload], where AWS takes nothing but an object.
    static void payloadObject(Spot at, JsonNode value) {
        if (value.isObject()) payload(at, value);
        else at.refuse("Expected value of type Object");
    }

    private static void suspectStaticPaths(Spot at, JsonNode value) {
        if (!value.isObject()) return;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode text = member.getValue();
            boolean fixed = !member.getKey().endsWith(".$");
            if (fixed
                    && text.isString()
                    && LOOKS_DYNAMIC.matcher(text.asString()).matches()) {
                at.at(member.getKey())
                        .warn(Code.NO_DOLLAR, "No .$ on a field that appears to be a JSONPath or Intrinsic Function");
            }
        }
    }

    /// Any value; every text in it that is `{% … %}` must compile.
    static void template(Spot at, JsonNode value) {
        List<InvalidQuery> problems = JsonataTemplate.problems(value);
        boolean catching = at.path().contains("/Catch[");
        if (problems.isEmpty() && !catching && readsErrorOutput(value)) {
            at.refuse("'$states.errorOutput' is only available in a Catch field");
        }
        for (InvalidQuery problem : problems) {
            at.below(problem.location()).refuse(withoutCode(problem.text()));
        }
    }

    private static boolean readsErrorOutput(JsonNode value) {
        return JsonataTemplate.compile(value).references().states().contains("errorOutput");
    }

    /// An object or one expression: Arguments, Assign, ItemSelector.
    static void objectOrExpression(Spot at, JsonNode value) {
        boolean expression = value.isString() && JsonataExpression.isExpression(value.asString());
        if (value.isObject() || expression) template(at, value);
        else at.refuse("Expected value of type Object");
    }

    /// An array or one expression: the Items of a Map state.
    static void arrayOrExpression(Spot at, JsonNode value) {
        boolean expression = value.isString() && JsonataExpression.isExpression(value.asString());
        if (value.isArray() || value.isObject() || expression) template(at, value);
        else at.refuse("Expected value of type Array");
    }
}
