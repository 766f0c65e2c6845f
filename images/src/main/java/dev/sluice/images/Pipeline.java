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

    /// Pixels of the largest picture that is asked for by its size.
    long pixelsAsked() {
        return operations.stream().mapToLong(Pipeline::pixelsAsked).max().orElse(0);
    }

    private static long pixelsAsked(Operation operation) {
        return switch (operation) {
            case Operation.Resize(int width, int height) -> (long) width * height;
            case Operation.Cover(int width, int height) -> (long) width * height;
            case Operation.Contain(int width, int height, int _) -> (long) width * height;
            // None of these makes a picture larger.
            case Operation.Fit _,
                    Operation.Crop _,
                    Operation.AutoRotate _,
                    Operation.Rotate _,
                    Operation.Flip _,
                    Operation.Grayscale _,
                    Operation.Sepia _,
                    Operation.Adjust _,
                    Operation.Blur _,
                    Operation.Sharpen _ -> 0;
        };
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
