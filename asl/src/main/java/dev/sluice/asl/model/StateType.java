package dev.sluice.asl.model;

/// The eight types of state.
///
/// @see <a href="https://states-language.net/spec.html#statetypes">State types</a>
public enum StateType {
    TASK("Task"),
    PASS("Pass"),
    CHOICE("Choice"),
    WAIT("Wait"),
    SUCCEED("Succeed"),
    FAIL("Fail"),
    PARALLEL("Parallel"),
    MAP("Map");

    private final String text;

    StateType(String text) {
        this.text = text;
    }

    /// As the definition's `Type` and the names of history events spell it.
    public String text() {
        return text;
    }

    /// The type spelled so. @throws IllegalArgumentException if there is none
    public static StateType of(String text) {
        for (StateType type : values()) {
            if (type.text.equals(text)) return type;
        }
        throw new IllegalArgumentException("no state type " + text);
    }
}
