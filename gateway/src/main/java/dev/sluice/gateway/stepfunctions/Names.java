package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Arn;
import dev.sluice.core.Refused;
import java.util.List;
import java.util.Optional;

/// AWS's rules for names and ARNs, and the texts with which it refuses others.
final class Names {
    private static final int NAME_LENGTH_MAX = 80;
    private static final String FORBIDDEN = " \t\n\r<>{}[]?*\"#%\\^|~`$&,;:/";

    private Names() {}

    /// Refuses what can't be the name of a machine, an activity or an execution.
    static String name(String name) {
        boolean wrong = name.isEmpty()
                || name.codePointCount(0, name.length()) > NAME_LENGTH_MAX
                || name.codePoints().anyMatch(Names::forbidden);
        if (wrong) throw new Refused("InvalidName", "Invalid Name: '" + name + "'");
        return name;
    }

    private static boolean forbidden(int character) {
        return Character.isISOControl(character)
                || FORBIDDEN.indexOf(character) >= 0
                || (character >= 0xd800 && character <= 0xdfff)
                || character == 0xfffe
                || character == 0xffff;
    }

    /// Refuses what can't be an ARN of one of these types of resource.
    static String arn(String text, String... types) {
        if (!text.startsWith("arn:")) throw invalidArn("Invalid ARN prefix: " + text);
        Optional<Arn> arn = Arn.parse(text);
        if (arn.isEmpty() || !arn.get().service().equals("states")) throw invalidArn("Invalid ARN: " + text);
        String resource = arn.get().resource();
        int colon = resource.indexOf(':');
        String type = colon < 0 ? resource : resource.substring(0, colon);
        if (!List.of(types).contains(type)) throw invalidArn("Resource type not valid in this context: " + type);
        return text;
    }

    /// Refuses what can't be the ARN of a role.
    static String role(String text) {
        Optional<Arn> arn = Arn.parse(text);
        boolean role = arn.isPresent()
                && arn.get().service().equals("iam")
                && arn.get().resource().startsWith("role/");
        if (!role) throw new Refused("InvalidArn", "Invalid Role Arn: '" + text + "'");
        return text;
    }

    private static Refused invalidArn(String why) {
        return new Refused("InvalidArn", "Invalid Arn: '" + why + "'");
    }
}
