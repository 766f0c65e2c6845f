package dev.sluice.images;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What does the work in this process.
///
/// @param name such as `libvips 8.18.7` or `ImageIO`
/// @param location the file or the name it was loaded by
/// @param formats what can be read
/// @param warning what a person should know about it
/// @param startTime how long loading and initialising took
public record Library(
        String name, String location, Set<Format> formats, Optional<String> warning, Duration startTime) {}
