package dev.sluice.images;

import java.util.List;

/// What becomes of one picture: changes in this order, then a file.
///
/// @param operations at most [#OPERATIONS_MAX]
public record Pipeline(List<Operation> operations, Output output) {
    /// More than a person would chain; each costs a pass over the pixels.
    public static final int OPERATIONS_MAX = 50;

    public Pipeline {
        operations = List.copyOf(operations);
        if (operations.size() > OPERATIONS_MAX) {
            throw new IllegalArgumentException("at most " + OPERATIONS_MAX + " operations");
        }
    }

    /// These changes, written in the source's format.
    public static Pipeline of(Operation... operations) {
        return new Pipeline(List.of(operations), Output.likeSource());
    }

    /// The same changes written otherwise.
    public Pipeline to(Output otherwise) {
        return new Pipeline(operations, otherwise);
    }
}
