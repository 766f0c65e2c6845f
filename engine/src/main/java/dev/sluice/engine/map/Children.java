package dev.sluice.engine.map;

import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.View;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Starts and stops the child executions of map runs, and evaluates item selectors.
public interface Children {
    /// Starts a child and tells of its end. One that is there already, from before a restart, is only waited for.
    ///
    /// @param resumed whether it may be there already
    void start(Header child, JsonNode input, boolean resumed, Consumer<View> whenClosed);

    /// Stops a child.
    void stop(String arn);

    /// Applies the Map's ItemSelector to items that follow each other.
    ///
    /// @param parent the execution whose Map it is
    /// @throws dev.sluice.asl.query.QueryFailure if the selector fails
    List<JsonNode> select(Header parent, int entry, int firstIndex, List<JsonNode> items);

    /// The ended children of a map run that ended so, in the order of their start.
    void eachClosed(String mapRunArn, boolean succeeded, Consumer<View> consumer);
}
