package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.images.ImageRefused.Reason;
import dev.sluice.images.pixels.Pixels;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds whatever does the work.
abstract class ImagesContract {
    abstract Images images();

    private static ImageSource source(byte[] file) {
        return ImageSource.of(file);
    }

    Encoded process(byte[] file, Operation... operations) {
        return images().process(source(file), Pipeline.of(operations).to(Output.as(Format.PNG)));
    }

    private Validation validate(byte[] file, Depth depth) {
        return images().validate(source(file), depth);
    }

    @Test
    void resize_makes_exactly_this_size_in_the_format_of_the_source() {
        Encoded small = images().process(source(Photos.jpeg(400, 200)), Pipeline.of(new Operation.Resize(80, 60)));

        assertThat(small.format()).isEqualTo(Format.JPEG);
        BufferedImage drawn = Photos.decoded(small.bytes());
        assertThat(drawn.getWidth()).isEqualTo(80).isEqualTo(small.width());
        assertThat(drawn.getHeight()).isEqualTo(60).isEqualTo(small.height());
    }

    @Test
    void resize_computes_what_plain_lanczos_computes() {
        BufferedImage photo = Photos.draw(200, 150, BufferedImage.TYPE_INT_RGB);
        int[] argb = photo.getRGB(0, 0, 200, 150, null, 0, 200);
        Pixels expected = new Pixels(200, 150, argb, false, false).resized(80, 60);

        BufferedImage found = Photos.decoded(process(Photos.encoded(photo, "png"), new Operation.Resize(80, 60))
                .bytes());

        double difference = 0;
        for (int i = 0; i < 80 * 60; i++) {
            int level = found.getRGB(i % 80, i / 80) >> 8 & 0xFF;
            assertThat(level).isCloseTo(expected.argb()[i] >> 8 & 0xFF, within(16));
            difference += Math.abs(level - (expected.argb()[i] >> 8 & 0xFF));
        }
        assertThat(difference / (80 * 60)).isLessThan(1);
    }

    private static org.assertj.core.data.Offset<Integer> within(int levels) {
        return org.assertj.core.data.Offset.offset(levels);
    }

    @Test
    void fit_keeps_the_proportions_and_never_enlarges() {
        assertThat(process(Photos.png(400, 200), new Operation.Fit(100, 100)))
                .matches(made -> made.width() == 100 && made.height() == 50);
        assertThat(process(Photos.png(40, 20), new Operation.Fit(100, 100)))
                .matches(made -> made.width() == 40 && made.height() == 20);
    }

    @Test
    void cover_and_contain_make_exactly_this_size() {
        assertThat(process(Photos.png(333, 200), new Operation.Cover(100, 77)))
                .matches(made -> made.width() == 100 && made.height() == 77);
        Encoded barred = process(Photos.png(333, 200), new Operation.Contain(100, 100, 0xFF0000));
        assertThat(barred).matches(made -> made.width() == 100 && made.height() == 100);
        assertThat(Photos.decoded(barred.bytes()).getRGB(50, 2)).isEqualTo(0xFFFF0000);
    }

    @Test
    void autorotate_puts_a_photo_upright() {
        byte[] onItsSide = Photos.withExif(Photos.jpeg(120, 60), 6);

        assertThat(process(onItsSide, new Operation.AutoRotate()))
                .matches(made -> made.width() == 60 && made.height() == 120);
        assertThat(process(onItsSide)).matches(made -> made.width() == 120 && made.height() == 60);
    }

    @Test
    void crop_rotate_and_flip_move_pixels() {
        byte[] png = Photos.png(40, 20);
        BufferedImage before = Photos.decoded(png);

        BufferedImage cropped =
                Photos.decoded(process(png, new Operation.Crop(10, 5, 8, 6)).bytes());
        assertThat(cropped.getRGB(3, 2)).isEqualTo(before.getRGB(13, 7));
        BufferedImage turned =
                Photos.decoded(process(png, new Operation.Rotate(1)).bytes());
        assertThat(turned.getRGB(19, 0)).isEqualTo(before.getRGB(0, 0));
        BufferedImage flipped =
                Photos.decoded(process(png, new Operation.Flip(true)).bytes());
        assertThat(flipped.getRGB(7, 0)).isEqualTo(before.getRGB(7, 19));
    }

    @Test
    void a_crop_outside_the_picture_is_refused() {
        ImageRefused refused = catchThrowableOfType(
                ImageRefused.class, () -> process(Photos.png(40, 20), new Operation.Crop(39, 0, 2, 1)));

        assertThat(refused.text()).isEqualTo("a crop of 2 x 1 at 39,0 isn't inside the picture of 40 x 20");
    }

    @Test
    void grayscale_is_luma_and_sepia_is_brown() {
        byte[] png = Photos.png(40, 20);
        int before = Photos.decoded(png).getRGB(9, 9);
        double luma = 0.299 * (before >> 16 & 0xFF) + 0.587 * (before >> 8 & 0xFF) + 0.114 * (before & 0xFF);

        BufferedImage grey =
                Photos.decoded(process(png, new Operation.Grayscale()).bytes());
        assertThat(grey.getRaster().getNumBands()).isEqualTo(1);
        assertThat(grey.getRaster().getSample(9, 9, 0)).isCloseTo((int) Math.round(luma), within(1));
        int brown = Photos.decoded(process(png, new Operation.Sepia()).bytes()).getRGB(9, 9);
        assertThat(brown >> 16 & 0xFF).isGreaterThan(brown >> 8 & 0xFF);
        assertThat(brown >> 8 & 0xFF).isGreaterThan(brown & 0xFF);
    }

    @Test
    void adjust_by_ones_changes_nothing_and_by_zero_makes_black() {
        byte[] png = Photos.transparentPng(40, 20);

        BufferedImage same =
                Photos.decoded(process(png, new Operation.Adjust(1, 1, 1)).bytes());
        assertThat(same.getRGB(9, 9)).isEqualTo(Photos.decoded(png).getRGB(9, 9));
        BufferedImage black =
                Photos.decoded(process(png, new Operation.Adjust(0, 1, 1)).bytes());
        assertThat(black.getRGB(9, 9) & 0xFFFFFF).isZero();
    }

    @Test
    void blur_softens_an_edge_and_sharpen_hardens_it() {
        BufferedImage edge = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200; i++) edge.setRGB(10 + i % 10, i / 10, 0x808080);
        byte[] png = Photos.encoded(edge, "png");

        int soft = Photos.decoded(process(png, new Operation.Blur(2)).bytes()).getRGB(9, 10) & 0xFF;
        assertThat(soft).isBetween(30, 70);
        int hard = Photos.decoded(process(png, new Operation.Sharpen(2, 1)).bytes())
                        .getRGB(10, 10)
                & 0xFF;
        assertThat(hard).isGreaterThan(150);
    }

    @Test
    void one_decode_feeds_several_variants() {
        List<Encoded> made = images().variants(
                        source(Photos.jpeg(200, 100)),
                        List.of(
                                Pipeline.of(new Operation.Resize(80, 60)),
                                Pipeline.of(new Operation.Grayscale()).to(Output.as(Format.PNG)),
                                Pipeline.of(new Operation.Fit(20, 20))));

        assertThat(made).extracting(Encoded::width).containsExactly(80, 200, 20);
        assertThat(made).extracting(Encoded::format).containsExactly(Format.JPEG, Format.PNG, Format.JPEG);
    }

    @Test
    void a_transparent_picture_is_written_as_jpeg_on_the_background() {
        BufferedImage nothing = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        Output output = Output.as(Format.JPEG).on(0x00FF00);

        Encoded flat = images().process(
                        source(Photos.encoded(nothing, "png")), Pipeline.of().to(output));

        int rgb = Photos.decoded(flat.bytes()).getRGB(8, 8);
        assertThat(rgb >> 8 & 0xFF).isGreaterThan(240);
        assertThat(rgb & 0xFF).isLessThan(16);
    }

    @Test
    void what_is_transparent_does_not_bleed_into_what_is_not() {
        BufferedImage half = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 1_600; i++) half.setRGB(i % 40, i / 40, i % 40 < 20 ? 0xFFFF0000 : 0x0000FF00);

        Encoded small = process(Photos.encoded(half, "png"), new Operation.Resize(10, 10));

        assertThat(Photos.decoded(small.bytes()).getRGB(4, 5) >> 8 & 0xFF).isLessThan(8);
    }

    @Test
    void optimize_makes_a_photo_smaller_and_says_by_how_much() {
        byte[] jpeg = images().process(
                        source(Photos.png(300, 200)),
                        Pipeline.of().to(Output.as(Format.JPEG).quality(98)))
                .bytes();

        Optimized optimized = images().optimize(source(jpeg), 70);

        assertThat(optimized.savedBytes())
                .isPositive()
                .isEqualTo(jpeg.length - optimized.image().bytes().length);
        assertThat(optimized.image().width()).isEqualTo(300);
    }

    @Test
    void optimize_keeps_an_original_that_nothing_beats() {
        byte[] smallest =
                images().optimize(source(Photos.jpeg(64, 64)), 5).image().bytes();

        Optimized again = images().optimize(source(smallest), 95);

        assertThat(again.savedBytes()).isZero();
        assertThat(again.image().bytes()).isEqualTo(smallest);
    }

    @Test
    void a_cut_off_jpeg_passes_by_its_header_only() {
        byte[] cut = Photos.firstPart(Photos.jpeg(400, 300), 60);

        assertThat(validate(cut, Depth.HEADER)).isInstanceOf(Validation.Valid.class);
        assertThat(validate(cut, Depth.EIGHTH)).isInstanceOf(Validation.Invalid.class);
        assertThat(validate(cut, Depth.FULL))
                .isInstanceOfSatisfying(
                        Validation.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Reason.BROKEN));
        assertThat(catchThrowableOfType(ImageRefused.class, () -> process(cut, new Operation.Resize(8, 8)))
                        .text())
                .startsWith("the image can't be decoded: ");
    }

    @Test
    void a_whole_image_of_each_format_that_is_always_there_is_valid_at_each_depth() {
        for (byte[] file : List.of(Photos.jpeg(40, 30), Photos.png(40, 30), Photos.rgb(40, 30, "bmp"))) {
            for (Depth depth : Depth.values()) {
                assertThat(validate(file, depth)).isInstanceOf(Validation.Valid.class);
            }
        }
    }

    @Test
    void hostile_files_are_invalid_at_each_depth() {
        byte[] text = "not a photo".getBytes(StandardCharsets.UTF_8);
        byte[] chunk = Photos.withChunk(Photos.png(8, 8), "zTXt", new byte[10], 200_000_000);
        for (byte[] file : List.of(text, new byte[0], Photos.gifBomb(), chunk)) {
            for (Depth depth : Depth.values()) {
                assertThat(validate(file, depth)).isInstanceOf(Validation.Invalid.class);
            }
        }
    }

    @Test
    void a_picture_of_one_pixel_works_everywhere() {
        for (byte[] file : List.of(Photos.jpeg(1, 1), Photos.png(1, 1))) {
            for (Depth depth : Depth.values()) {
                assertThat(validate(file, depth)).isInstanceOf(Validation.Valid.class);
            }
            assertThat(process(file, new Operation.Cover(3, 5)).height()).isEqualTo(5);
        }
    }

    @Test
    void sixteen_bits_become_eight_without_a_shift_of_brightness() {
        byte[] jpeg = images().process(
                        source(Photos.deepPng(256, 4)), Pipeline.of().to(Output.as(Format.JPEG)))
                .bytes();

        assertThat(Photos.decoded(jpeg).getRaster().getSample(128, 2, 0)).isCloseTo(127, within(3));
    }

    @Test
    void a_result_past_the_limit_is_refused_before_it_is_computed() {
        assertThat(catchThrowableOfType(
                                ImageRefused.class,
                                () -> process(Photos.png(8, 8), new Operation.Resize(60_000, 60_000)))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void a_file_on_disk_is_read_as_one_in_memory(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("photo.txt"), Photos.jpeg(40, 30));

        assertThat(images().inspect(ImageSource.of(file)).format()).isEqualTo(Format.JPEG);
    }
}
