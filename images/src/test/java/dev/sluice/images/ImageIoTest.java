package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.images.ImageRefused.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The contract without any native library.
class ImageIoTest extends ImagesContract {
    private static final Images IMAGES = Images.with(new PlainEngine("none"), ImagesConfig.standard());

    @Override
    Images images() {
        return IMAGES;
    }

    @AfterAll
    static void close() {
        IMAGES.close();
    }

    @Test
    void a_format_that_only_libvips_reads_is_refused_by_name() {
        ImageRefused refused = catchThrowableOfType(
                ImageRefused.class, () -> process(Photos.rgb(8, 8, "gif"), new Operation.Resize(4, 4)));

        assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(refused.text()).isEqualTo("ImageIO reads JPEG, PNG and BMP only, not GIF");
    }

    @Test
    void four_inks_are_refused_as_the_jdk_cannot_read_them() {
        assertThat(IMAGES.validate(ImageSource.of(Photos.cmykJpeg(16, 16)), Depth.FULL))
                .isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void the_library_says_what_it_reads() {
        assertThat(IMAGES.library().formats()).containsExactly(Format.JPEG, Format.MPO, Format.PNG, Format.BMP);
    }
}
