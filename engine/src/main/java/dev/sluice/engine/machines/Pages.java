package dev.sluice.engine.machines;

import dev.sluice.core.Refused;
import dev.sluice.engine.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/// Pages whose token is the place where the next one begins.
public final class Pages {
    private Pages() {}

    /// Cuts a page from a list in order.
    ///
    /// @param key what orders the list; the next page begins behind the key in the token
    public static <T> Page<T> cut(List<T> all, Page.Request page, Function<T, String> key) {
        int from = 0;
        String token = page.nextToken();
        if (token != null) {
            String after = read(token);
            while (from < all.size() && !key.apply(all.get(from)).equals(after)) from++;
            if (from == all.size()) throw invalid();
            from++;
        }
        int to = Math.min(all.size(), from + page.size());
        return new Page<>(all.subList(from, to), to < all.size() ? token(key.apply(all.get(to - 1))) : null);
    }

    /// A token that holds a place.
    public static String token(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /// The place in a token. @throws Refused `InvalidToken`
    public static String read(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /// The number in a token. @throws Refused `InvalidToken`
    public static long number(String token) {
        try {
            return Long.parseLong(read(token));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return new Refused("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
