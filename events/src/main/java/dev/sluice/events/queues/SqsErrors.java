package dev.sluice.events.queues;

import dev.sluice.core.Refused;

/// SQS's refusals, by the names of its model.
final class SqsErrors {
    private SqsErrors() {}

    static Refused noQueue() {
        return new Refused("QueueDoesNotExist", "The specified queue does not exist.");
    }

    static Refused invalid(String value, String parameter, String reason) {
        return new Refused(
                "InvalidParameterValue",
                "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    static Refused invalidMessage(String reason) {
        return new Refused("InvalidParameterValue", "One or more parameters are invalid. Reason: " + reason);
    }

    static Refused missing(String parameter) {
        return new Refused("MissingParameter", "The request must contain the parameter " + parameter + ".");
    }

    static Refused unsupported(String what) {
        return new Refused("UnsupportedOperation", what + " is not supported here.");
    }

    static Refused badHandle(String handle) {
        return new Refused(
                "ReceiptHandleIsInvalid", "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }
}
