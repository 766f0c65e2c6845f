package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.images.vips.VipsException;
import dev.sluice.images.vips.VipsImage;
import dev.sluice.images.vips.VipsOperation;
import dev.sluice.images.vips.VipsSession;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The binding itself, on the library that the engine found: a process holds only one.
class BindingTest {
    private static @Nullable VipsSession session;

    @BeforeAll
    static void open() {
        if (LibvipsTest.ENGINE instanceof VipsEngine engine) session = new VipsSession(engine.vips());
        Assumptions.assumeTrue(session != null, "libvips");
    }

    @AfterAll
    static void close() {
        if (session != null) session.close();
    }

    @Test
    void pixels_go_in_and_come_out() {
        byte[] samples = {1, 2, 3, 4, 5, 6};
        VipsImage image = session.fromSamples(samples, 3, 2, 1);

        VipsImage turned =
                session.operation("rot").set("in", image).setEnum("angle", 1).image();

        assertThat(turned.samples()).containsExactly(4, 1, 5, 2, 6, 3);
    }

    @Test
    void an_unknown_property_is_a_mistake() {
        VipsOperation operation = session.operation("rot");

        assertThatThrownBy(() -> operation.set("angel", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rot has no such property of this type: angel");
    }

    @Test
    void a_property_of_another_type_is_a_mistake() {
        VipsOperation operation = session.operation("rot");

        assertThatThrownBy(() -> operation.set("angle", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_operation_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> session.operation("no_such_operation")).isInstanceOf(VipsException.class);
    }

    @Test
    void a_loader_outside_the_list_is_blocked() {
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> session.operation("svgload_buffer")
                        .setBytes("buffer", session.keep(svg))
                        .image())
                .isInstanceOf(VipsException.class);
    }

    @Test
    void what_was_killed_fails() {
        try (VipsSession doomed = new VipsSession(((VipsEngine) LibvipsTest.ENGINE).vips())) {
            VipsImage image = doomed.fromSamples(new byte[10_000], 100, 100, 1);
            doomed.kill();

            assertThatThrownBy(() -> doomed.operation("gaussblur")
                            .set("in", image)
                            .set("sigma", 3.0)
                            .image()
                            .samples())
                    .isInstanceOf(VipsException.class);
        }
    }
}
