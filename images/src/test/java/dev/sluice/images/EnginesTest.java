package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    private final String before = System.getProperty(ImagesConfig.LIBRARY_PROPERTY, "");

    @BeforeEach
    @AfterEach
    void restore() {
        System.setProperty(ImagesConfig.LIBRARY_PROPERTY, before);
    }

    @Test
    void none_switches_libvips_off_and_says_so() {
        System.setProperty(ImagesConfig.LIBRARY_PROPERTY, "none");

        assertThat(Engines.find(List.of()).library().warning())
                .hasValue("libvips is switched off: images use ImageIO, which reads and writes JPEG, PNG and BMP only");
    }

    @Test
    void a_named_library_that_cannot_be_loaded_is_never_replaced_silently() {
        assertThatThrownBy(() -> Engines.named("/nowhere/libvips.so"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dsluice.vips=/nowhere/libvips.so: cannot load /nowhere/libvips.so");
    }

    @Test
    void a_library_with_another_hash_is_not_used(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve(ImagesConfig.LIBRARY_FILE), "not the library");
        StringBuilder notes = new StringBuilder();

        assertThat(Engines.checked(file, notes)).isEmpty();
        assertThat(notes).contains("isn't used");
    }
}
