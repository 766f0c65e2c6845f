package dev.sluice.asl.check;

import dev.sluice.asl.query.InvalidQuery;
import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.Selection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Which variables each state of a machine reads: what DescribeStateMachine answers as `variableReferences`.
public final class VariableReferences {
    private static final Set<String> MACHINES = Set.of("Branches", "ItemProcessor", "Iterator");

    private final Map<String, SortedSet<String>> found = new TreeMap<>();
    private final boolean topJsonata;

    private VariableReferences(boolean topJsonata) {
        this.topJsonata = topJsonata;
    }

    /// By state, nested ones included; states that read none are left out.
    ///
    /// @param definition the tree of a definition that was found valid
    public static Map<String, SortedSet<String>> of(JsonNode definition) {
        boolean jsonata = definition.path("QueryLanguage").asString("").equals(Spot.Language.JSONATA.word);
        VariableReferences references = new VariableReferences(jsonata);
        references.machine(definition);
        return references.found;
    }

    private void machine(JsonNode machine) {
        for (Map.Entry<String, JsonNode> state : machine.path("States").properties()) {
            state(state.getKey(), state.getValue());
        }
    }

    private void state(String name, JsonNode state) {
        String language = state.path("QueryLanguage").asString("");
        boolean jsonata = language.isEmpty() ? topJsonata : language.equals(Spot.Language.JSONATA.word);
        SortedSet<String> variables = new TreeSet<>();
        for (Map.Entry<String, JsonNode> field : state.properties()) {
            if (!MACHINES.contains(field.getKey())) collect(field.getKey(), field.getValue(), jsonata, variables);
        }
        if (!variables.isEmpty()) found.put(name, variables);
        state.path("Branches").forEach(this::machine);
        machine(state.path("ItemProcessor"));
        machine(state.path("Iterator"));
    }

    private void collect(String field, JsonNode value, boolean jsonata, SortedSet<String> variables) {
        if (value.isString()) {
            read(field, value.asString(), jsonata, variables);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                collect(member.getKey(), member.getValue(), jsonata, variables);
            }
        } else if (value.isArray()) {
            value.forEach(element -> collect("", element, jsonata, variables));
        }
    }

    private static void read(String field, String text, boolean jsonata, SortedSet<String> variables) {
        try {
            if (jsonata) {
                if (JsonataExpression.isExpression(text)) {
                    variables.addAll(
                            JsonataExpression.compile(text).references().variables());
                }
            } else if (field.endsWith(".$")) {
                variables.addAll(Selection.compile(text).references().variables());
            } else if (text.startsWith("$") && (field.endsWith("Path") || field.equals("Variable"))) {
                variables.addAll(JsonPath.compile(text).references().variables());
            }
        } catch (InvalidQuery notAQuery) {
            // A text such as a Comment that only looks like one refers to nothing.
        }
    }
}
