package dev.sluice.server.builtin;

import tools.jackson.databind.JsonNode;

/// Where the image functions tell how an upload ended: topics, and a table that keeps track.
public interface Notebook {
    /// Publishes to a topic, by its name in this account and region.
    ///
    /// @throws dev.sluice.core.Refused `NotFound` if there is no such topic
    void publish(String topic, String subject, String message, String lineage);

    /// Sets attributes, in DynamoDB's JSON, of the item whose `uploadId` is among them; the others it has stay.
    ///
    /// @throws dev.sluice.core.Refused as DynamoDB refuses
    void record(String table, JsonNode item, String lineage);

    /// Puts an item unless there is one of that `uploadId` already.
    ///
    /// @throws dev.sluice.core.Refused as [#record]
    void recordOnce(String table, JsonNode item, String lineage);
}
