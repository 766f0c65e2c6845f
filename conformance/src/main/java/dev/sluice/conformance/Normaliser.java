package dev.sluice.conformance;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings observed answers into the form of the recorded ones, by a recording's own rules and in their order.
///
/// Rules on values take effect at once; rules on text are kept and applied at the end, to the whole as compact JSON.
final class Normaliser {
    /// How a date value is marked in an observed tree, as a client's parser would have made an object of it.
    static final String DATE = "\uE000";

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ISO_TIME = Pattern.compile(
            "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?"
                    + "(Z|[+-][01]\\d:?([0-5]\\d)?).*");
    private static final Pattern INPUT_IN_CAUSE = Pattern.compile("'(\\{.*})'", Pattern.DOTALL);
    private static final Pattern MAP_RUN = Pattern.compile("^arn:[^:]+:states:[^:]+:\\d+:mapRun:[^/]+/([^:]+):(.+)$");

    private final JsonNode tree;
    private final List<UnaryOperator<String>> onText = new ArrayList<>();
    private final Map<String, Set<String>> references = new LinkedHashMap<>();

    private Normaliser(JsonNode tree) {
        this.tree = tree;
    }

    /// A new tree in recorded form.
    static JsonNode normalise(JsonNode observed, List<JsonNode> rules) {
        Normaliser normaliser = new Normaliser(observed.deepCopy());
        parseTexts(normaliser.tree);
        rules.forEach(normaliser::apply);
        String text = Json.write(normaliser.tree);
        for (UnaryOperator<String> rule : normaliser.onText) text = rule.apply(text);
        return Json.parse(text);
    }

    /// Texts that hold an object become that object; texts inside such an object stay.
    private static void parseTexts(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                JsonNode value = member.getValue();
                if (value.isString() && value.asString().startsWith("{")) {
                    object.set(member.getKey(), parsed(value));
                } else {
                    parseTexts(value);
                }
            }
        } else if (node.isArray()) {
            node.forEach(Normaliser::parseTexts);
        }
    }

    private static JsonNode parsed(JsonNode text) {
        try {
            return Json.parse(text.asString());
        } catch (MalformedJson plainText) {
            return text;
        }
    }

    private void apply(JsonNode rule) {
        String with = rule.path("with").asString("");
        boolean everywhere = rule.path("everywhere").asBoolean(false);
        if (rule.has("regex")) {
            Pattern pattern = Pattern.compile(Aliases.inRule(rule.path("regex").asString()));
            onText.add(text -> pattern.matcher(text).replaceAll(Matcher.quoteReplacement(with)));
        } else if (rule.has("jsonpath")) {
            Paths.each(tree, rule.path("jsonpath").asString(), (parent, key) -> {
                if (everywhere) reference(Paths.get(parent, key), with);
                else Paths.set(parent, key, Json.text(with));
            });
        } else if (rule.has("key")) {
            String name = rule.path("key").asString();
            Paths.members(tree, (parent, key) -> {
                if (!key.equals(name)) return;
                if (everywhere) reference(parent.path(key), with);
                else parent.put(key, with);
            });
        } else if (rule.has("sort")) {
            sort(rule.path("sort").asString());
        } else {
            named(rule.path("named").asString(), with);
        }
    }

    private void named(String name, String with) {
        switch (name) {
            // The player adds the status code alone, and no recorded answer holds what the latter two look for.
            case "GenericTransformer",
                    "ResponseMetaDataTransformer",
                    "_sns_pem_file_token_transformer",
                    "_sns_unsubscribe_url_subscription_arn_transformer" -> {}
            case "_transform_stepfunctions_cause_details" -> inputsInCauses(with);
            case "_resource_name_transformer" -> resourceNames(with);
            case "_SfnSortVariableReferences" -> sortVariableReferences();
            case "SfnNoneRecursiveParallelTransformer" -> ParallelOrder.sort(tree);
            case "map-run-arn" -> mapRunArns();
            case "<lambda>" -> {
                switch (with) {
                    case "uuid" -> uuids();
                    case "datetime" -> dates();
                    case "timestamp" -> timestamps();
                    default -> throw new IllegalArgumentException("rule not understood: " + with);
                }
            }
            default -> throw new IllegalArgumentException("rule not understood: " + name);
        }
    }

    /// Gives a text the next number of its kind, unless it has one.
    private void reference(JsonNode value, String kind) {
        if (!value.isString()
                || value.asString().startsWith(DATE)
                || value.asString().isEmpty()) return;
        reference(value.asString(), kind);
    }

    private void reference(String value, String kind) {
        Set<String> known = references.computeIfAbsent(kind, key -> new LinkedHashSet<>());
        if (!known.add(value)) return;
        String replacement = "<" + kind + ":" + known.size() + ">";
        String quoted = Json.write(Json.text(value));
        String inText = quoted.substring(1, quoted.length() - 1);
        onText.add(text -> text.replace(inText, replacement));
    }

    private void inputsInCauses(String with) {
        Set<String> known = references.computeIfAbsent(with, key -> new LinkedHashSet<>());
        Paths.members(tree, (parent, key) -> {
            if (!key.equals("cause") || !parent.path(key).isString()) return;
            String cause = parent.path(key).asString();
            Matcher input = INPUT_IN_CAUSE.matcher(cause);
            if (!input.find()) return;
            known.add(input.group(1));
            int number = List.copyOf(known).indexOf(input.group(1)) + 1;
            parent.put(key, cause.replace(input.group(1), "<" + with + ":" + number + ">"));
        });
    }

    private void resourceNames(String with) {
        Paths.members(tree, (parent, key) -> {
            String text = parent.path(key).isString() ? parent.path(key).asString() : "";
            if (!text.startsWith("arn:")) return;
            String last = text.substring(Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')) + 1);
            reference(last, with);
        });
    }

    private void uuids() {
        Paths.members(tree, (parent, key) -> {
            boolean id = key.toLowerCase(java.util.Locale.ROOT).endsWith("id");
            String text = parent.path(key).isString() ? parent.path(key).asString() : "";
            if (id && UUID.matcher(text).matches()) reference(text, "uuid");
        });
    }

    private void dates() {
        Paths.members(tree, (parent, key) -> {
            if (parent.path(key).isString() && parent.path(key).asString().startsWith(DATE)) {
                parent.put(key, "datetime");
            }
        });
    }

    private void timestamps() {
        Paths.members(tree, (parent, key) -> {
            JsonNode value = parent.path(key);
            boolean named = key.toLowerCase(java.util.Locale.ROOT).contains("timestamp");
            boolean isoText =
                    value.isString() && ISO_TIME.matcher(value.asString()).matches();
            if (named && !isoText && !value.isContainer()) parent.put(key, "timestamp");
        });
    }

    private void sortVariableReferences() {
        Paths.each(tree, "$..variableReferences", (parent, key) -> {
            for (JsonNode names : Paths.get(parent, key)) {
                if (names instanceof ArrayNode array) sort(array);
            }
        });
    }

    private void sort(String name) {
        Paths.each(tree, "$.." + name, (parent, key) -> {
            if (Paths.get(parent, key) instanceof ArrayNode array) sort(array);
        });
    }

    static void sort(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        elements.sort(Comparator.comparing(Json::write));
        array.removeAll();
        array.addAll(elements);
    }

    private int mapRuns;

    private void mapRunArns() {
        Set<String> seen = new LinkedHashSet<>();
        Paths.members(tree, (parent, key) -> {
            String text = parent.path(key).isString() ? parent.path(key).asString() : "";
            Matcher arn = MAP_RUN.matcher(text);
            if (!arn.matches() || !seen.add(text)) return;
            int number = mapRuns++;
            String label = arn.group(1);
            String id = arn.group(2);
            if (UUID.matcher(label).matches()) {
                onText.add(all -> all.replace(label, "<MapRunArnPart0_" + number + "idx>"));
            }
            onText.add(all -> all.replace(id, "<MapRunArnPart1_" + number + "idx>"));
        });
    }
}
