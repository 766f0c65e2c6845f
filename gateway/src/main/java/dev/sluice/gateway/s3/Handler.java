package dev.sluice.gateway.s3;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Answers one operation.
@FunctionalInterface
interface Handler {
    /// @return the operation's output, in the model's shape
    /// @throws dev.sluice.core.Refused as S3 would answer
    JsonNode handle(Call call) throws IOException;
}
