package dev.sluice.asl.check;

import dev.sluice.core.Problem;

/// A place in the definition that is being checked, and what holds there.
///
/// @param path as AWS writes it: `/States/Sort/Choices[0]/Next`; empty for the definition itself
/// @param language the query language that holds here
/// @param topLanguage the one the definition as a whole says
/// @param nesting how many machines this one is nested in
record Spot(Report report, Target target, String path, Language language, Language topLanguage, int nesting) {
    /// The two query languages.
    enum Language {
        JSONPATH("JSONPath"),
        JSONATA("JSONata");

        final String word;

        Language(String word) {
            this.word = word;
        }
    }

    static Spot root(Report report, Target target) {
        return new Spot(report, target, "", Language.JSONPATH, Language.JSONPATH, 0);
    }

    Spot at(String key) {
        return withPath(path + "/" + key);
    }

    Spot at(int index) {
        return withPath(path + "[" + index + "]");
    }

    /// A place inside a template, such as `a/b[0]`; empty for the template itself.
    Spot below(String location) {
        if (location.isEmpty()) return this;
        return withPath(location.startsWith("[") ? path + location : path + "/" + location);
    }

    Spot in(Language other) {
        return new Spot(report, target, path, other, topLanguage, nesting);
    }

    Spot withTopLanguage(Language top) {
        return new Spot(report, target, path, top, top, nesting);
    }

    Spot nestedFor(Target other) {
        return new Spot(report, other, path, topLanguage, topLanguage, nesting + 1);
    }

    boolean jsonata() {
        return language == Language.JSONATA;
    }

    /// A violation of the language's schema, by far the most frequent code.
    void refuse(String message) {
        error(Code.SCHEMA_VALIDATION_FAILED, message);
    }

    void refuse(String message, String fix) {
        report.add(Problem.error(Code.SCHEMA_VALIDATION_FAILED, shownPath(), message)
                .withFix(fix));
    }

    void error(String code, String message) {
        report.add(Problem.error(code, shownPath(), message));
    }

    void warn(String code, String message) {
        report.add(Problem.warning(code, shownPath(), message));
    }

    private String shownPath() {
        return path.isEmpty() ? "/" : path;
    }

    private Spot withPath(String longer) {
        return new Spot(report, target, longer, language, topLanguage, nesting);
    }
}
