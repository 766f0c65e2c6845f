package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One state of a machine.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html">Workflow states</a>
public sealed interface State {
    /// What all states have.
    StateCore core();

    /// Unique within its machine.
    default String name() {
        return core().name();
    }

    /// Does one call.
    ///
    /// @param timeout `TimeoutSeconds` or `TimeoutSecondsPath`; null for no limit
    /// @param heartbeat `HeartbeatSeconds` or `HeartbeatSecondsPath`; null for no heartbeat
    /// @param credentials the template of `Credentials`; null for the machine's own role
    record Task(
            StateCore core,
            TaskResource resource,
            @Nullable Quantity timeout,
            @Nullable Quantity heartbeat,
            @Nullable Template credentials)
            implements State {}

    /// Passes its input on. @param result a fixed result; null for none
    record Pass(StateCore core, @Nullable JsonNode result) implements State {}

    /// Chooses what follows.
    ///
    /// @param defaultNext taken if no rule matches; null without `Default`
    record Choice(
            StateCore core,
            List<ChoiceRule> rules,
            @Nullable String defaultNext) implements State {
        /// Copies the list.
        public Choice {
            rules = List.copyOf(rules);
        }
    }

    /// Waits. Exactly one of the two is given.
    ///
    /// @param seconds `Seconds` or `SecondsPath`
    /// @param timestamp `Timestamp` or `TimestampPath`
    record Wait(
            StateCore core,
            @Nullable Quantity seconds,
            @Nullable Quantity timestamp) implements State {}

    /// Ends its branch well.
    record Succeed(StateCore core) implements State {}

    /// Ends its branch with an error. @param error the name; @param cause the text; null if absent
    record Fail(
            StateCore core,
            @Nullable Wording error,
            @Nullable Wording cause) implements State {}

    /// Runs branches side by side.
    record Parallel(StateCore core, List<Flow> branches) implements State {
        /// Copies the list.
        public Parallel {
            branches = List.copyOf(branches);
        }
    }

    /// Runs its processor for each item within the same execution or, distributed, as an execution each.
    ///
    /// @param itemsPath `ItemsPath`; null for the input itself
    /// @param items JSONata's `Items`; null for the input itself
    /// @param itemSelector `ItemSelector`, or `Parameters` of old; null to take the items as they are
    /// @param distributed null for an inline Map
    record Map(
            StateCore core,
            Flow processor,
            @Nullable JsonPath itemsPath,
            @Nullable ItemsSource items,
            @Nullable Template itemSelector,
            @Nullable Quantity maxConcurrency,
            @Nullable Quantity toleratedCount,
            @Nullable Quantity toleratedPercentage,
            @Nullable Distribution distributed)
            implements State {}

    /// An error name or cause: fixed, computed, or selected by `ErrorPath` or `CausePath`.
    sealed interface Wording {
        /// Fixed or JSONata.
        record Plain(Quantity value) implements Wording {}

        /// A path or an intrinsic call. @param field `ErrorPath` or `CausePath`
        record Selected(String field, Selection selection) implements Wording {}
    }

    /// JSONata's `Items`: one expression, or an array written out.
    sealed interface ItemsSource {
        /// One expression.
        record Computed(dev.sluice.asl.query.JsonataExpression expression) implements ItemsSource {}

        /// An array or object, possibly with expressions in it.
        record Written(Template template) implements ItemsSource {}
    }
}
