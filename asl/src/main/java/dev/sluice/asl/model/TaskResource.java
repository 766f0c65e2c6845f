package dev.sluice.asl.model;

/// What a Task calls, told apart once by the form of its `Resource`.
///
/// @param kind which family of history events tells of it
/// @param arn the text of the definition
/// @param service for [Kind#SERVICE]: history's `resourceType`, such as `lambda`, `dynamodb`, `aws-sdk:s3`; else empty
/// @param action for [Kind#SERVICE]: history's `resource`, such as `invoke`, `startExecution.sync:2`; else empty
public record TaskResource(Kind kind, String arn, String service, String action) {
    private static final String INTEGRATION = ":states:::";
    private static final String WAIT_FOR_TASK_TOKEN = ".waitForTaskToken";

    /// The families of tasks, by the history events that tell of them.
    public enum Kind {
        /// A function's own ARN: `LambdaFunctionScheduled` and so on.
        LAMBDA,
        /// An activity's ARN: `ActivityScheduled` and so on.
        ACTIVITY,
        /// An integration, `arn:aws:states:::service:action`: `TaskScheduled` and so on.
        SERVICE
    }

    /// Reads a `Resource`; anything that is neither an activity nor an integration counts as a function.
    public static TaskResource of(String arn) {
        int integration = arn.indexOf(INTEGRATION);
        if (integration >= 0) return service(arn, arn.substring(integration + INTEGRATION.length()));
        return new TaskResource(arn.contains(":activity:") ? Kind.ACTIVITY : Kind.LAMBDA, arn, "", "");
    }

    private static TaskResource service(String arn, String name) {
        int afterPrefix = name.startsWith("aws-sdk:") ? "aws-sdk:".length() : 0;
        int colon = name.indexOf(':', afterPrefix);
        if (colon < 0) return new TaskResource(Kind.SERVICE, arn, name, "");
        return new TaskResource(Kind.SERVICE, arn, name.substring(0, colon), name.substring(colon + 1));
    }

    /// Whether its result arrives through a task token, `.waitForTaskToken`.
    public boolean waitsForToken() {
        return kind == Kind.SERVICE && action.endsWith(WAIT_FOR_TASK_TOKEN);
    }

    /// Whether it waits for the job it starts, `.sync` or `.sync:2`.
    public boolean waitsForJob() {
        return kind == Kind.SERVICE && action.contains(".sync");
    }

    /// Whether an accepted call is told as `TaskSubmitted` before the result arrives.
    public boolean submits() {
        return waitsForToken() || waitsForJob();
    }

    /// The service's operation without the pattern's suffix: `startExecution` of `startExecution.sync:2`.
    public String operation() {
        int dot = action.indexOf('.');
        return dot < 0 ? action : action.substring(0, dot);
    }
}
