package dev.sluice.testkit;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Scripts in the format of Step Functions Local's MockConfigFile.json. Immutable.
///
/// A response's numbers count the state's calls within one run, from 0; a call past the last number has no script.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html">Its format</a>
public final class MockFile {
    private static final Pattern CALLS = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    private final JsonNode root;

    private MockFile(JsonNode root) {
        this.root = root;
    }

    /// Reads a file. @throws CannotRun if it isn't JSON @throws UncheckedIOException if it can't be read
    public static MockFile of(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    /// Takes a file's text. @throws CannotRun if it isn't JSON
    public static MockFile of(String text) {
        try {
            return new MockFile(Json.parseStrict(text));
        } catch (MalformedJson e) {
            throw new CannotRun("The mock file isn't JSON: " + e.getMessage());
        }
    }

    /// The names of the state machines it knows, in order.
    public List<String> machines() {
        return List.copyOf(names(root.path("StateMachines")));
    }

    /// The names of a machine's test cases, in order. @throws CannotRun if it doesn't know the machine
    public List<String> cases(String machine) {
        return names(
                member(root.path("StateMachines"), machine, "StateMachines").path("TestCases"));
    }

    /// The scripts of one test case, by state name.
    ///
    /// @throws CannotRun naming what is missing or malformed
    public Map<String, Script> scripts(String machine, String testCase) {
        JsonNode known = member(root.path("StateMachines"), machine, "StateMachines");
        JsonNode states = member(known.path("TestCases"), testCase, "StateMachines." + machine + ".TestCases");
        Map<String, Script> scripts = new LinkedHashMap<>();
        for (var state : states.properties()) {
            String response = state.getValue().asString("");
            JsonNode calls = member(root.path("MockedResponses"), response, "MockedResponses");
            scripts.put(state.getKey(), script("MockedResponses." + response, calls));
        }
        return scripts;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode member(JsonNode object, String name, String where) {
        JsonNode value = object.path(name);
        if (value.isObject()) return value;
        throw new CannotRun("The mock file has no object '" + name + "' in " + where + "; there are: " + names(object));
    }

    private static Script script(String where, JsonNode calls) {
        TreeMap<Integer, Integer> lasts = new TreeMap<>();
        Map<Integer, Script.Answer> answers = new LinkedHashMap<>();
        for (var entry : calls.properties()) {
            Matcher range = CALLS.matcher(entry.getKey());
            String place = where + "." + entry.getKey();
            if (!range.matches()) throw new CannotRun(place + ": expected a number such as 0 or a range such as 1-2");
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (lasts.put(first, last) != null) throw new CannotRun(place + ": call " + first + " is answered twice");
            answers.put(first, answer(place, entry.getValue()));
        }
        return inOrder(where, lasts, answers);
    }

    private static Script inOrder(String where, TreeMap<Integer, Integer> lasts, Map<Integer, Script.Answer> answers) {
        Script script = Script.nothing();
        int next = 0;
        for (var range : lasts.entrySet()) {
            int first = range.getKey();
            int last = range.getValue();
            if (first != next || last < first) {
                throw new CannotRun(where + ": expected the answer to call " + next + ", found " + first + "-" + last);
            }
            Script.Answer answer = answers.get(first);
            if (answer != null) script = script.then(answer, last - first + 1);
            next = last + 1;
        }
        return script;
    }

    private static Script.Answer answer(String where, JsonNode response) {
        boolean gives = response.has("Return");
        JsonNode thrown = response.path("Throw");
        if (gives == thrown.isObject()) throw new CannotRun(where + ": expected either Return or Throw");
        if (gives) return Script.given(Json.write(response.path("Return")));
        String error = thrown.path("Error").asString("");
        if (error.isEmpty()) throw new CannotRun(where + ".Throw: expected an Error");
        return Script.failing(error, thrown.has("Cause") ? thrown.path("Cause").asString("") : null);
    }
}
