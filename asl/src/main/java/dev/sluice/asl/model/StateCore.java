package dev.sluice.asl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What states of all types have.
///
/// @param next the state that follows; null for `End`, and for types that end or choose
public record StateCore(
        String name,
        StateType type,
        QueryLanguage language,
        @Nullable String next,
        DataFlow data,
        List<Retrier> retriers,
        List<Catcher> catchers) {
    /// Copies the lists.
    public StateCore {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    /// Whether its expressions are JSONata.
    public boolean jsonata() {
        return language == QueryLanguage.JSONATA;
    }
}
