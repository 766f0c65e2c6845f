package dev.sluice.conformance;

import tools.jackson.databind.JsonNode;

/// What the endpoint answered.
///
/// @param body the output, or the error's members; an empty object for an empty body
/// @param errorCode empty if the call succeeded
record Reply(int status, JsonNode body, String errorCode, String errorMessage) {
    boolean failed() {
        return !errorCode.isEmpty();
    }
}
