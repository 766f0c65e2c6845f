package dev.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":2}", "12345678901234567890", "[1.50,true,null,\"é/\"]"})
    void what_is_read_is_written_again_unchanged(String text) {
        assertThat(Json.write(Json.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1} x", "nul"})
    void what_is_not_one_json_text_is_refused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void a_repeated_key_is_refused_only_in_what_people_write() {
        assertThat(Json.write(Json.parse("{\"a\":1,\"a\":2}"))).isEqualTo("{\"a\":2}");
        assertThatThrownBy(() -> Json.parseStrict("{\"a\":1,\"a\":2}")).isInstanceOf(MalformedJson.class);
    }

    @Test
    void nesting_deeper_than_the_bound_is_refused_and_not_a_stack_overflow() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedJson.class);
    }
}
