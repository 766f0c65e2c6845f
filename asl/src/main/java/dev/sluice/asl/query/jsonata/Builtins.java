package dev.sluice.asl.query.jsonata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions every expression may call: JSONata's without `$eval`, and the six AWS added.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">AWS's JSONata</a>
final class Builtins {
    private static final Map<String, Fn.Native> BY_NAME = new HashMap<>();

    static {
        TextFunctions.define();
        MatchFunctions.define();
        UrlFunctions.define();
        NumberFunctions.define();
        ArrayFunctions.define();
        HigherFunctions.define();
        ObjectFunctions.define();
        TimeFunctions.define();
        AwsFunctions.define();
    }

    private Builtins() {}

    static Fn.@Nullable Native named(String name) {
        return BY_NAME.get(name);
    }

    static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    static void define(String name, String signature, Fn.Native.Body body) {
        Signature parsed = Signature.parse(signature);
        // `$string` has a second argument that `$map` mustn't fill with a position.
        int arity = name.equals("string") ? 1 : parsed.size();
        BY_NAME.put(name, new Fn.Native(name, parsed, arity, body));
    }
}
