package dev.sluice.events.queues;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What a receipt handle says: which message, and which time it was handed out.
record Handle(long row, String nonce) {
    static String write(long row, String nonce) {
        return Base64.getEncoder().encodeToString((row + " " + nonce).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws dev.sluice.core.Refused if it isn't one of ours
    static Handle read(String text) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2) return new Handle(Long.parseLong(parts[0]), parts[1]);
        } catch (IllegalArgumentException e) {
            throw SqsErrors.badHandle(text);
        }
        throw SqsErrors.badHandle(text);
    }
}
