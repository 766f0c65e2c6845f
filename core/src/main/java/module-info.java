/// Vocabulary without I/O that every other module speaks: JSON, names, errors, limits. Knows no other module.
module dev.sluice.core {
    requires transitive tools.jackson.databind;
    requires transitive org.jspecify;

    exports dev.sluice.core;
}
