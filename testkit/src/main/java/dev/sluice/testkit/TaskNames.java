package dev.sluice.testkit;

import dev.sluice.asl.model.TaskResource;
import dev.sluice.core.Arn;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Under which names a script may be given for a Task state, the most specific first.
final class TaskNames {
    private static final String FUNCTION = "function:";
    private static final String ACTIVITY = "activity:";

    private TaskNames() {}

    /// The state's name, its Resource, the function's or activity's name, `service:operation`.
    ///
    /// @param parameters the evaluated ones, or those of the definition, where `FunctionName` may stand
    static Set<String> of(String state, TaskResource resource, JsonNode parameters) {
        Set<String> names = new LinkedHashSet<>();
        names.add(state);
        names.add(resource.arn());
        switch (resource.kind()) {
            case LAMBDA -> names.add(function(resource.arn()));
            case ACTIVITY -> names.add(after(ACTIVITY, resource.arn()));
            case SERVICE -> {
                String called = parameters.path("FunctionName").asString("");
                if (resource.service().equals("lambda") && !called.isEmpty()) {
                    names.add(called);
                    names.add(function(called));
                }
                names.add(resource.service() + ":" + resource.action());
                names.add(resource.service() + ":" + resource.operation());
            }
        }
        return names;
    }

    /// Adds the names of every Task state in a definition, however deep.
    ///
    /// @return false if a function is chosen at run time, so that its name can't be known before
    static boolean collect(JsonNode node, Set<String> names) {
        boolean all = true;
        for (var state : node.path("States").properties()) {
            JsonNode body = state.getValue();
            if (body.path("Type").asString("").equals("Task")) all &= task(state.getKey(), body, names);
            for (JsonNode branch : body.path("Branches")) all &= collect(branch, names);
            all &= collect(body.path("Iterator"), names);
            all &= collect(body.path("ItemProcessor"), names);
        }
        return all;
    }

    private static boolean task(String name, JsonNode body, Set<String> names) {
        TaskResource resource = TaskResource.of(body.path("Resource").asString(""));
        JsonNode arguments = body.has("Arguments") ? body.path("Arguments") : body.path("Parameters");
        names.addAll(of(name, resource, arguments));
        boolean fixed = arguments.isObject() && arguments.path("FunctionName").isString();
        boolean computed = fixed && arguments.path("FunctionName").asString().startsWith("{%");
        return !resource.service().equals("lambda") || (fixed && !computed);
    }

    private static String function(String arnOrName) {
        String name = Arn.parse(arnOrName).isPresent() ? after(FUNCTION, arnOrName) : arnOrName;
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    private static String after(String prefix, String text) {
        int at = text.indexOf(prefix);
        return at < 0 ? text : text.substring(at + prefix.length());
    }
}
