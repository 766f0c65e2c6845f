package dev.sluice.asl.query;

/// Places inside a template as AWS writes them: `Arguments/Entries[0]/Detail`.
final class Locations {
    private Locations() {}

    static String below(String location, String key) {
        return location.isEmpty() ? key : location + "/" + key;
    }

    static String below(String location, int index) {
        return location + "[" + index + "]";
    }

    /// A place inside a field.
    static String in(String field, String location) {
        return location.startsWith("[") ? field + location : below(field, location);
    }
}
