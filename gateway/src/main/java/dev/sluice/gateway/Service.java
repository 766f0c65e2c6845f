package dev.sluice.gateway;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One AWS service as plain calls: JSON in, JSON out, in the shapes of AWS's own service model.
///
/// The same operation serves the wire (awsJson, query, restJson) and Step Functions' SDK integrations, so it never
/// sees HTTP. What every protocol agrees on:
///
/// - members are named as in the service model (`stateMachineArn`, `TableName`, `QueueUrl`);
/// - a timestamp is a number of epoch seconds, with a fraction where needed;
/// - a blob is base64 text;
/// - an absent member is absent, never null;
/// - the input has passed the model's own constraints (required, length, range, pattern, enumeration).
///
/// Calls arrive on virtual threads, many at once.
public interface Service {
    /// The name of its model, which is its signing name too: `states`, `dynamodb`, `sqs`.
    String name();

    /// The operations it has, as the model spells them. Any other of the model's is refused by name before [#call].
    Set<String> operations();

    /// Answers one call, after any change it makes has been committed.
    ///
    /// @return the output structure; an empty object where the operation has none
    /// @throws dev.sluice.core.Refused with AWS's code and text
    JsonNode call(String operation, JsonNode input, Caller caller);

    /// What the caller needs to be allowed for this call. By default the action of the same name on everything.
    ///
    /// Called before [#call]; must not change anything.
    default List<Access> needs(String operation, JsonNode input, Caller caller) {
        return List.of(new Access(name() + ":" + operation, "*"));
    }
}
