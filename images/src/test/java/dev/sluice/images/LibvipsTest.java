package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.images.ImageRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contract with libvips, and what only that can do. Without the library it is skipped with a line that says so.
class LibvipsTest extends ImagesContract {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "sluice");
    private static final ImagesConfig CONFIG = ImagesConfig.standard(CACHE);
    static final Engine ENGINE = Engines.find(CONFIG.libraryDirectories());
    private static final Images IMAGES = Images.with(ENGINE, CONFIG);

    @BeforeAll
    static void find() {
        boolean there = ENGINE instanceof VipsEngine;
        if (!there) System.out.println("SKIPPED: no libvips on this machine; ImageIO alone is tested");
        Assumptions.assumeTrue(there, "libvips");
    }

    @AfterAll
    static void close() {
        IMAGES.close();
    }

    @Override
    Images images() {
        return IMAGES;
    }

    @Test
    void every_format_is_read_and_written() {
        byte[] png = Photos.png(40, 30);
        for (Format format : List.of(Format.GIF, Format.WEBP, Format.TIFF, Format.BMP, Format.AVIF)) {
            byte[] file = IMAGES.process(ImageSource.of(png), Pipeline.of().to(Output.as(format)))
                    .bytes();
            assertThat(IMAGES.inspect(ImageSource.of(file)))
                    .matches(info -> info.format() == format && info.width() == 40 && info.height() == 30);
            assertThat(IMAGES.validate(ImageSource.of(file), Depth.FULL)).isInstanceOf(Validation.Valid.class);
            assertThat(process(file, new Operation.Resize(8, 6)).width()).isEqualTo(8);
        }
    }

    @Test
    void transparency_survives_webp() {
        Output output = Output.as(Format.WEBP);
        byte[] file = IMAGES.process(
                        ImageSource.of(Photos.transparentPng(40, 30)),
                        Pipeline.of().to(output))
                .bytes();

        assertThat(IMAGES.inspect(ImageSource.of(file)).hasAlpha()).isTrue();
    }

    @Test
    void four_inks_become_red_green_and_blue() {
        byte[] png = process(Photos.cmykJpeg(16, 16)).bytes();

        int rgb = Photos.decoded(png).getRGB(8, 8);
        // Adobe stores inks inverted: no cyan, much magenta and yellow, no black.
        assertThat(rgb >> 16 & 0xFF).isGreaterThan(150);
        assertThat(rgb & 0xFF).isLessThan(120);
    }

    @Test
    void metadata_is_dropped_unless_asked_for() {
        byte[] photo = Photos.withExif(Photos.jpeg(40, 30), 1);
        for (Format format : List.of(Format.JPEG, Format.WEBP)) {
            assertThat(written(photo, Output.as(format))).doesNotContain("Cam\0");
            assertThat(written(photo, Output.as(format).withMetadata())).contains("Cam\0");
        }
    }

    private static String written(byte[] photo, Output output) {
        byte[] file =
                IMAGES.process(ImageSource.of(photo), Pipeline.of().to(output)).bytes();
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void sixteen_bits_stay_sixteen_where_the_format_has_them() {
        byte[] png =
                process(Photos.deepPng(64, 64), new Operation.Resize(32, 32)).bytes();

        assertThat(png[24]).isEqualTo((byte) 16);
    }

    @Test
    void a_large_thumbnail_is_shrunk_while_it_is_decoded() {
        ImageInfo photo = new ImageInfo(Format.JPEG, 4_000, 3_000, 1, false, 6);

        assertThat(ShrinkOnLoad.factor(photo, List.of(Pipeline.of(new Operation.Cover(400, 300)))))
                .isEqualTo(4);
        assertThat(ShrinkOnLoad.factor(
                        photo, List.of(Pipeline.of(new Operation.AutoRotate(), new Operation.Fit(100, 400)))))
                .isEqualTo(8);
        assertThat(ShrinkOnLoad.factor(photo, List.of(Pipeline.of(new Operation.Resize(400, 300)))))
                .isEqualTo(1);
    }

    @Test
    void what_takes_too_long_is_given_up() {
        try (Images hasty = Images.with(ENGINE, CONFIG.with(Duration.ofMillis(400)))) {
            Pipeline slow = Pipeline.of(new Operation.Resize(5_000, 5_000), new Operation.Blur(50));
            ImageRefused refused = catchThrowableOfType(
                    ImageRefused.class,
                    () -> hasty.process(ImageSource.of(Photos.png(40, 30)), slow.to(Output.as(Format.PNG))));

            assertThat(refused.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(refused.text()).isEqualTo("the image wasn't done within 400 ms");
        }
    }
}
