package dev.sluice.objects;

/// What is on disk isn't what was written. The bytes that are wrong were not handed out.
public final class DamagedContent extends RuntimeException {
    DamagedContent(String message) {
        super(message);
    }
}
