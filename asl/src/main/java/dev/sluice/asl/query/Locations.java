package dev.sluice.asl.query;

/// Places inside a template: keys and indices joined with `/`.
final class Locations {
    private Locations() {}

    static String below(String location, String key) {
        return location.isEmpty() ? key : location + "/" + key;
    }

    static String below(String location, int index) {
        return below(location, Integer.toString(index));
    }
}
