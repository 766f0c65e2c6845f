package dev.sluice.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tasks done by workers that ask for them.
public interface Activities {
    /// An activity. @throws dev.sluice.core.Refused never; see the calls
    record Activity(String arn, String name, Instant created) {}

    /// Work for a worker. @param input a JSON text
    record Work(String taskToken, String input) {}

    /// Creates an activity; the same name again answers the one that is there.
    ///
    /// @throws dev.sluice.core.Refused `InvalidName`
    Activity create(String name, Map<String, String> tags);

    /// An activity. @throws dev.sluice.core.Refused `ActivityDoesNotExist`, `InvalidArn`
    Activity describe(String arn);

    /// Activities by name.
    Page<Activity> list(Page.Request page);

    /// Deletes an activity; none of that name: nothing happens.
    void delete(String arn);

    /// Waits up to 60 seconds for work.
    ///
    /// @return empty if there was none in that time
    Optional<Work> poll(String arn, @Nullable String workerName) throws InterruptedException;
}
