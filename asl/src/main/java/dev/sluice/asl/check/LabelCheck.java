package dev.sluice.asl.check;

import tools.jackson.databind.JsonNode;

/// The Label of a Map state, which becomes part of its map runs' ARNs.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Label</a>
final class LabelCheck {
    /// Characters of a label.
    static final int LENGTH_MAX = 40;

    private static final String FORBIDDEN = "?*<>{}[]:;,\\|^~$#%&`\" ";

    private LabelCheck() {}

    static void label(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
            return;
        }
        String label = value.asString();
        if (label.isEmpty()) {
            at.error(Code.INVALID_LABEL_NAME, "Label cannot be empty");
        } else if (label.codePointCount(0, label.length()) > LENGTH_MAX) {
            at.error(Code.INVALID_LABEL_NAME, "Label cannot exceed " + LENGTH_MAX + " characters");
        } else {
            characters(at, label);
        }
        if (at.report().seenLabel(label)) at.error(Code.DUPLICATE_LABEL_NAME, "Duplicate label name: " + label);
    }

    private static void characters(Spot at, String label) {
        label.codePoints().filter(LabelCheck::forbidden).findFirst().ifPresent(character -> {
            String quoted = RecordedQuote.quote(Character.toString(character));
            at.error(Code.INVALID_LABEL_NAME, "Label contains invalid character: " + quoted);
        });
    }

    private static boolean forbidden(int character) {
        return character <= 0x1f || (character >= 0x7f && character <= 0x9f) || FORBIDDEN.indexOf(character) >= 0;
    }
}
