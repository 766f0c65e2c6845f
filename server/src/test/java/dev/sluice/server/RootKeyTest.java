package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyTest {
    @TempDir
    Path data;

    @Test
    void the_key_made_at_the_first_start_is_kept_for_its_owner_alone() throws IOException {
        RootKey first = RootKey.of(SluiceConfig.at(data));
        assertThat(RootKey.of(SluiceConfig.at(data))).isEqualTo(first);
        assertThat(first.id()).matches("AKIA[A-Z2-7]{16}");
        assertThat(first.secret()).hasSize(40);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("root-key.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_key_given_from_outside_is_written_nowhere() throws IOException {
        RootKey key = RootKey.of(SluiceConfig.at(data).withKey("AKIDGIVEN", "secret"));
        assertThat(key.id()).isEqualTo("AKIDGIVEN");
        assertThat(Files.list(data)).isEmpty();
    }

    @Test
    void the_secret_never_shows() {
        assertThat(RootKey.of(SluiceConfig.at(data).withKey("AKIDGIVEN", "hush")))
                .asString()
                .doesNotContain("hush");
    }
}
