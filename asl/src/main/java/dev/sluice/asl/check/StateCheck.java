package dev.sluice.asl.check;

import dev.sluice.asl.check.Spot.Language;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// One state.
final class StateCheck {
    /// Characters of a state's name.
    static final int NAME_LENGTH_MAX = 80;

    private StateCheck() {}

    /// The name under which a state stands.
    static void name(Spot at, String name) {
        if (name.isEmpty()) {
            at.error(Code.INVALID_STATE_NAME, "State name cannot be empty");
        } else if (name.codePointCount(0, name.length()) > NAME_LENGTH_MAX) {
            at.error(Code.INVALID_STATE_NAME, "State name exceeds the limit of " + NAME_LENGTH_MAX + " characters");
        }
        if (at.report().seenState(name, at.path())) {
            at.error(Code.DUPLICATE_STATE_NAME, "Duplicate State name: " + name);
        }
    }

    /// All about a state but where it leads to.
    static void check(Spot place, JsonNode state) {
        if (!state.isObject()) {
            place.refuse("Expected value of type Object");
            return;
        }
        Spot at = place.in(language(place, state));
        JsonNode type = state.path("Type");
        Fields fields = type.isString() ? StateFields.BY_TYPE.get(type.asString()) : null;
        if (!state.has("Type")) {
            at.refuse("These fields are required: [Type]");
        } else if (!type.isString()) {
            at.at("Type").refuse("Expected value of type String");
        } else if (fields == null) {
            at.at("Type").refuse("Value must be one of the following: " + new TreeSet<>(StateFields.BY_TYPE.keySet()));
        } else {
            fields.check(at, state);
            shape(at, state, type.asString());
        }
    }

    private static Language language(Spot at, JsonNode state) {
        JsonNode own = state.path("QueryLanguage");
        if (own.isMissingNode()) return at.topLanguage();
        boolean jsonata = own.asString("").equals(Language.JSONATA.word);
        if (!jsonata && !own.asString("").equals(Language.JSONPATH.word)) {
            Values.oneOf(Language.JSONPATH.word, Language.JSONATA.word).check(at.at("QueryLanguage"), own);
            return at.topLanguage();
        }
        if (!jsonata && at.topLanguage() == Language.JSONATA) {
            at.refuse("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }
        return jsonata ? Language.JSONATA : Language.JSONPATH;
    }

    private static void shape(Spot at, JsonNode state, String type) {
        switch (type) {
            case "Task" -> task(at, state);
            case "Choice" -> Fields.require(at, state, "Choices");
            case "Wait" -> Fields.exactlyOne(at, state, "Seconds", "SecondsPath", "Timestamp", "TimestampPath");
            case "Fail" -> {
                Fields.atMostOne(at, state, "Error", "ErrorPath");
                Fields.atMostOne(at, state, "Cause", "CausePath");
            }
            case "Parallel" -> Fields.require(at, state, "Branches");
            case "Map" -> MapCheck.shape(at, state);
            default -> {} // Pass and Succeed need nothing; other types never get here
        }
        boolean moves = !type.equals("Choice") && !type.equals("Succeed") && !type.equals("Fail");
        if (moves) Fields.exactlyOne(at, state, "End", "Next");
    }

    private static void task(Spot at, JsonNode state) {
        Fields.require(at, state, "Resource");
        Fields.atMostOne(at, state, "TimeoutSeconds", "TimeoutSecondsPath");
        Fields.atMostOne(at, state, "HeartbeatSeconds", "HeartbeatSecondsPath");
        JsonNode timeout = state.path("TimeoutSeconds");
        JsonNode heartbeat = state.path("HeartbeatSeconds");
        boolean both = timeout.isIntegralNumber() && heartbeat.isIntegralNumber();
        if (both && heartbeat.bigIntegerValue().compareTo(timeout.bigIntegerValue()) >= 0) {
            at.at("HeartbeatSeconds").refuse("HeartbeatSeconds must be smaller than TimeoutSeconds");
        }
    }
}
