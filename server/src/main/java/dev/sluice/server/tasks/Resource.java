package dev.sluice.server.tasks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Task state's Resource, taken apart.
sealed interface Resource {
    Pattern INTEGRATION =
            Pattern.compile("arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([^:.]+):([A-Za-z0-9]+)(?:\\.(.+))?");
    Pattern FUNCTION = Pattern.compile("arn:[^:]+:lambda:[^:]*:[^:]*:function:.+");

    /// How long the state waits: for the answer, for the job's end, for a token.
    enum Waits {
        REQUEST_RESPONSE,
        SYNC,
        SYNC_2,
        WAIT_FOR_TASK_TOKEN
    }

    /// A Lambda function, invoked with the state's input as its event.
    record FunctionArn(String arn) implements Resource {}

    /// `arn:aws:states:::SERVICE:OPERATION`, an optimized integration.
    record Optimized(SdkService service, String name, String operation, Waits waits) implements Resource {}

    /// `arn:aws:states:::aws-sdk:SERVICE:OPERATION`.
    record Sdk(SdkService service, String operation, Waits waits) implements Resource {}

    /// Parses a resource; empty if this server has nothing that could run it.
    static Optional<Resource> of(String text) {
        if (FUNCTION.matcher(text).matches()) return Optional.of(new FunctionArn(text));
        Matcher matcher = INTEGRATION.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        Optional<Waits> pattern = pattern(matcher.group(4));
        if (pattern.isEmpty()) return Optional.empty();
        String operation = SdkShapes.pascal(matcher.group(3));
        if (matcher.group(1) != null) {
            return SdkService.sdk(matcher.group(2)).map(service -> new Sdk(service, operation, pattern.get()));
        }
        return SdkService.optimized(matcher.group(2))
                .map(service -> new Optimized(service, matcher.group(2), operation, pattern.get()));
    }

    private static Optional<Waits> pattern(@org.jspecify.annotations.Nullable String suffix) {
        return switch (suffix) {
            case null -> Optional.of(Waits.REQUEST_RESPONSE);
            case "sync" -> Optional.of(Waits.SYNC);
            case "sync:2" -> Optional.of(Waits.SYNC_2);
            case "waitForTaskToken" -> Optional.of(Waits.WAIT_FOR_TASK_TOKEN);
            default -> Optional.empty();
        };
    }
}
