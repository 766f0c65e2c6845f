package dev.sluice.asl.check;

/// AWS's diagnostic codes, as ValidateStateMachineDefinition lists them.
///
/// @see <a
///
// href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">Diagnostics</a>
final class Code {
    static final String INVALID_JSON_DESCRIPTION = "INVALID_JSON_DESCRIPTION";
    static final String MISSING_DESCRIPTION = "MISSING_DESCRIPTION";
    static final String SCHEMA_VALIDATION_FAILED = "SCHEMA_VALIDATION_FAILED";
    static final String MISSING_END_STATE = "MISSING_END_STATE";
    static final String DUPLICATE_STATE_NAME = "DUPLICATE_STATE_NAME";
    static final String INVALID_STATE_NAME = "INVALID_STATE_NAME";
    static final String DUPLICATE_LABEL_NAME = "DUPLICATE_LABEL_NAME";
    static final String INVALID_LABEL_NAME = "INVALID_LABEL_NAME";
    static final String MISSING_TRANSITION_TARGET = "MISSING_TRANSITION_TARGET";
    static final String TOO_DEEPLY_NESTED = "TOO_DEEPLY_NESTED";
    static final String NO_DOLLAR = "NO_DOLLAR";
    static final String NO_PATH = "NO_PATH";
    static final String PASS_RESULT_IS_STATIC = "PASS_RESULT_IS_STATIC";

    private Code() {}
}
