package dev.sluice.gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation of a service.
///
/// @param method HTTP method
/// @param uri path template such as `/2015-03-31/functions/{FunctionName}/invocations`
/// @param status the status of success
/// @param input null if it takes nothing
/// @param output null if it answers nothing
/// @param resultWrapper the element around the output in the query protocol; null for none
/// @param errors names of the error shapes it may answer
public record Operation(
        String name,
        String method,
        String uri,
        int status,
        Shape.@Nullable Structure input,
        Shape.@Nullable Structure output,
        @Nullable String resultWrapper,
        List<String> errors) {}
