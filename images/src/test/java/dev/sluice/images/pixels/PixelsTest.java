package dev.sluice.images.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PixelsTest {
    private static final Pixels SIX = new Pixels(3, 2, new int[] {1, 2, 3, 4, 5, 6}, false, false);

    @Test
    void the_eight_orientations_put_a_picture_upright() {
        assertThat(SIX.upright(1).argb()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(SIX.upright(2).argb()).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(SIX.upright(3).argb()).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(SIX.upright(4).argb()).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(SIX.upright(5).argb()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(SIX.upright(6).argb()).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(SIX.upright(7).argb()).containsExactly(6, 3, 5, 2, 4, 1);
        assertThat(SIX.upright(8).argb()).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @Property(tries = 50)
    void a_picture_of_one_colour_stays_that_colour_at_any_size(
            @ForAll @IntRange(min = 1, max = 60) int from, @ForAll @IntRange(min = 1, max = 60) int to) {
        int[] argb = new int[from * 5];
        Arrays.fill(argb, 0xFF336699);

        Pixels resized = new Pixels(from, 5, argb, false, false).resized(to, 3);

        assertThat(resized.argb()).hasSize(to * 3).containsOnly(0xFF336699);
    }

    @Property(tries = 50)
    void sizes_keep_their_promise(
            @ForAll @IntRange(min = 1, max = 9_000) int width,
            @ForAll @IntRange(min = 1, max = 9_000) int height,
            @ForAll @IntRange(min = 1, max = 900) int box) {
        Size size = new Size(width, height);

        assertThat(size.within(box, box)).matches(fit -> fit.width() <= box && fit.height() <= box);
        assertThat(size.covering(box, box)).matches(cover -> cover.width() >= box && cover.height() >= box);
    }
}
