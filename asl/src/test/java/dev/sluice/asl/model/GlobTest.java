package dev.sluice.asl.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {
    private static boolean matches(String pattern, String text) {
        return Glob.compile(pattern).matches(text);
    }

    @Test
    void a_star_stands_for_any_characters() {
        assertThat(matches("*", "")).isTrue();
        assertThat(matches("log-*.txt", "log-zebra.txt")).isTrue();
        assertThat(matches("log-*.txt", "log-.tx")).isFalse();
        assertThat(matches("a*b*c", "a1b2b3c")).isTrue();
        assertThat(matches("a*b*c", "acb")).isFalse();
    }

    @Test
    void the_ends_of_a_pattern_may_not_overlap() {
        assertThat(matches("ab*ba", "aba")).isFalse();
        assertThat(matches("ab*ba", "abba")).isTrue();
    }

    @Test
    void an_escaped_star_or_backslash_stands_for_itself() {
        assertThat(matches("a\\*b", "a*b")).isTrue();
        assertThat(matches("a\\*b", "aXb")).isFalse();
        assertThat(matches("a\\\\*", "a\\x")).isTrue();
        assertThat(matches("a\\b", "a\\b")).isTrue();
    }

    @Test
    void many_stars_take_no_longer_than_the_text_is_long() {
        assertThat(matches("*a".repeat(500) + "b", "a".repeat(100_000))).isFalse();
    }
}
