package dev.sluice.asl.check;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The Result of a Pass state, which is never evaluated.
final class PassCheck {
    private PassCheck() {}

    static void result(Spot at, JsonNode value) {
        if (!value.isObject()) return;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getKey().endsWith(".$")) {
                at.at(member.getKey())
                        .warn(Code.PASS_RESULT_IS_STATIC, "Attempt to use a path in the result of a pass state");
            }
        }
    }
}
