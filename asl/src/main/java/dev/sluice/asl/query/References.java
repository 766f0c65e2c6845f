package dev.sluice.asl.query;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// What an expression refers to outside itself, in order of first use.
///
/// @param variables workflow variables by name without `$`; `states` and an expression's own local names aren't listed
/// @param states members of `$states` used by name: `input`, `result`, `errorOutput`, `context` or any other word
///     written after `$states.`, whether or not it exists
public record References(Set<String> variables, Set<String> states) {
    /// No reference at all.
    public static final References NONE = new References(Set.of(), Set.of());

    /// All of several.
    static References union(Collection<References> parts) {
        Set<String> variables = new LinkedHashSet<>();
        Set<String> states = new LinkedHashSet<>();
        for (References part : parts) {
            variables.addAll(part.variables);
            states.addAll(part.states);
        }
        return variables.isEmpty() && states.isEmpty() ? NONE : new References(variables, states);
    }
}
