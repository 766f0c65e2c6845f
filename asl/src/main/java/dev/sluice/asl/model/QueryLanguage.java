package dev.sluice.asl.model;

/// In which language a state's expressions are written.
public enum QueryLanguage {
    JSONPATH("JSONPath"),
    JSONATA("JSONata");

    private final String text;

    QueryLanguage(String text) {
        this.text = text;
    }

    /// The language spelled so in `QueryLanguage`; JSONPath for anything else.
    static QueryLanguage of(String text) {
        return text.equals(JSONATA.text) ? JSONATA : JSONPATH;
    }
}
