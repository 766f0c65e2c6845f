package dev.sluice.gateway.model;

import org.jspecify.annotations.Nullable;

/// A use of a shape: a structure's member, a list's element, a map's key or value.
///
/// @param name as services see it
/// @param shapeName which shape
/// @param location where it travels in the REST protocols
/// @param wireName its name there: of a header, a query parameter, an XML element or a JSON key
/// @param queryName its name in the query protocol
/// @param flattened whether a list or map has no element of its own around it
/// @param timestampFormat overrides the shape's and the protocol's; null for those
public record Member(
        ServiceModel model,
        String name,
        String shapeName,
        Location location,
        String wireName,
        String queryName,
        boolean flattened,
        @Nullable String timestampFormat) {
    /// Where a member travels.
    public enum Location {
        BODY,
        URI,
        QUERY,
        HEADER,
        HEADERS,
        STATUS
    }

    /// The shape used.
    public Shape shape() {
        return model.shape(shapeName);
    }

    @Override
    public String toString() {
        return name + ": " + shapeName;
    }
}
