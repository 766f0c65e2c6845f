package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.SluiceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void a_server_is_described_by_its_options() {
        SluiceConfig config = arguments("--port 9000 --data /d --host 0.0.0.0 --access-key K --secret-key S")
                .server();
        assertThat(config.port()).isEqualTo(9_000);
        assertThat(config.data()).isEqualTo(Path.of("/d"));
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.accessKeyId()).isEqualTo("K");
    }

    @Test
    void without_options_it_listens_on_loopback() {
        SluiceConfig config = arguments("").server();
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(4_566);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port x", "--port 70000", "--nonsense", "--access-key K"})
    void what_is_typed_wrong_is_said_and_not_guessed(String line) {
        assertThatThrownBy(() -> arguments(line).server()).isInstanceOf(Arguments.Misuse.class);
    }

    private static Arguments arguments(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return new Arguments(words, Arguments.SERVER, Set.of());
    }
}
