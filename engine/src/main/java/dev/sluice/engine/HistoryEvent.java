package dev.sluice.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One event of an execution's history in AWS's words.
///
/// @param id from 1, without gaps
/// @param previousId the event it follows from; 0 for the first
/// @param type such as `TaskStateEntered`
/// @param detailsName the member that holds the details, such as `stateEnteredEventDetails`; null where there is none
/// @param details AWS's details with payloads as JSON texts; null where there is none
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
public record HistoryEvent(
        long id,
        long previousId,
        Instant timestamp,
        String type,
        @Nullable String detailsName,
        @Nullable JsonNode details) {}
