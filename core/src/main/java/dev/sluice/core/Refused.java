package dev.sluice.core;

import java.util.Map;

/// A request that is refused, as the caller will be told: AWS's error code and AWS's text.
///
/// Stages throw it from a call; the gateway alone turns it into a status and a body. It is an answer, not a defect:
/// it carries no stack trace and is never logged as an error.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html">Common errors</a>
public final class Refused extends RuntimeException {
    private final String code;
    private final Map<String, String> details;

    /// @param code AWS's error code, such as `StateMachineDoesNotExist` or `NoSuchKey`
    public Refused(String code, String message) {
        this(code, message, Map.of());
    }

    /// @param details further members of the error's body, such as `BucketName` or `reason`
    public Refused(String code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /// AWS's error code.
    public String code() {
        return code;
    }

    /// AWS's text for people.
    public String text() {
        return String.valueOf(getMessage());
    }

    /// Further members of the error's body.
    public Map<String, String> details() {
        return details;
    }
}
