package dev.sluice.engine.machines;

import dev.sluice.core.Arn;
import dev.sluice.core.Refused;

/// What AWS accepts as names and ARNs of Step Functions' resources.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">Names</a>
public final class Names {
    private static final int NAME_CHARACTERS_MAX = 80;
    private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";

    private Names() {}

    /// Checks a name. @throws Refused `InvalidName`
    public static String checked(String name) {
        boolean fine = !name.isEmpty() && name.length() <= NAME_CHARACTERS_MAX;
        for (int i = 0; fine && i < name.length(); i++) fine = allowed(name.charAt(i));
        if (!fine) throw new Refused("InvalidName", "Invalid Name: '" + name + "'");
        return name;
    }

    private static boolean allowed(char c) {
        return FORBIDDEN.indexOf(c) < 0
                && !Character.isWhitespace(c)
                && !Character.isISOControl(c)
                && c < 0xfffe
                && !Character.isSurrogate(c);
    }

    /// Parses an ARN of Step Functions of a kind such as `stateMachine`.
    ///
    /// @throws Refused `InvalidArn`
    public static Arn arn(String text, String... kinds) {
        Arn arn = Arn.parse(text).orElseThrow(() -> invalid("Invalid ARN prefix: " + text));
        if (!arn.service().equals("states")) throw invalid("Invalid ARN prefix: " + text);
        String kind = arn.resource().split(":", 2)[0];
        for (String wanted : kinds) {
            if (kind.equals(wanted) && arn.resource().length() > kind.length() + 1) return arn;
        }
        throw invalid("Resource type not valid in this context: " + kind);
    }

    private static Refused invalid(String reason) {
        return new Refused("InvalidArn", "Invalid Arn: '" + reason + "'");
    }
}
