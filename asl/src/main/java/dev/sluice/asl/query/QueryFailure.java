package dev.sluice.asl.query;

import org.jspecify.annotations.Nullable;

/// An evaluation that failed as AWS would fail it: an error name to catch or end with, and a cause for people.
///
/// It is an outcome, not a defect, so it carries no stack trace.
public final class QueryFailure extends RuntimeException {
    /// The error of a JSONata expression that threw, gave nothing or gave the wrong type.
    public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

    /// The error of paths that find nothing.
    public static final String RUNTIME = "States.Runtime";

    /// The error of an intrinsic function.
    public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

    /// The error of a ResultPath that doesn't fit the input.
    public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

    private final String error;
    private final @Nullable String location;

    /// @param error AWS's error name, such as `States.Runtime`
    /// @param cause AWS's text, without the leading "An error occurred while executing the state …"
    /// @param location the field as the event EvaluationFailed names it, such as `Output/result`; null where AWS
    ///     records no such event
    public QueryFailure(String error, String cause, @Nullable String location) {
        super(cause, null, false, false);
        this.error = error;
        this.location = location;
    }

    /// A failure of a JSONata field: `States.QueryEvaluationError` with a location.
    public static QueryFailure inField(String field, String cause) {
        return new QueryFailure(QUERY_EVALUATION_ERROR, cause, field);
    }

    /// AWS's error name.
    public String error() {
        return error;
    }

    /// AWS's text without the leading sentence.
    public String cause() {
        return String.valueOf(getMessage());
    }

    /// AWS's text as the history holds it.
    ///
    /// @param state the state's name
    /// @param enteredEventId id of the history event by which the state was entered
    public String causeIn(String state, long enteredEventId) {
        return "An error occurred while executing the state '" + state + "' (entered at the event id #" + enteredEventId
                + "). " + cause();
    }

    /// The field an EvaluationFailed event names; null if AWS records no such event for this failure.
    public @Nullable String location() {
        return location;
    }
}
