package dev.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.images.ImageRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeaderTest {
    private static final Limits LIMITS = Limits.STANDARD;

    private static ImageInfo read(byte[] file) {
        return Header.read(file, LIMITS);
    }

    private static ImageRefused refusal(byte[] file) {
        return catchThrowableOfType(ImageRefused.class, () -> read(file));
    }

    @Test
    void each_format_says_its_size_and_name() {
        assertThat(read(Photos.jpeg(40, 30))).isEqualTo(new ImageInfo(Format.JPEG, 40, 30, 1, false, 1));
        assertThat(read(Photos.png(40, 30))).isEqualTo(new ImageInfo(Format.PNG, 40, 30, 1, false, 1));
        assertThat(read(Photos.transparentPng(40, 30))).isEqualTo(new ImageInfo(Format.PNG, 40, 30, 1, true, 1));
        assertThat(read(Photos.rgb(40, 30, "gif"))).isEqualTo(new ImageInfo(Format.GIF, 40, 30, 1, false, 1));
        assertThat(read(Photos.rgb(40, 30, "bmp"))).isEqualTo(new ImageInfo(Format.BMP, 40, 30, 1, false, 1));
        assertThat(read(Photos.rgb(40, 30, "tif"))).isEqualTo(new ImageInfo(Format.TIFF, 40, 30, 1, false, 1));
    }

    @Test
    void a_webp_says_its_size_alpha_and_frames() {
        byte[] extended = webp("VP8X", 0x12, 0, 0, 0, 39, 0, 0, 29, 0, 0);
        byte[] frame = webp("ANMF", 0, 0);
        byte[] animated = Photos.spliced(extended, extended.length, Arrays.copyOfRange(frame, 12, frame.length));

        assertThat(read(animated)).isEqualTo(new ImageInfo(Format.WEBP, 40, 30, 1, true, 1));
        assertThat(read(webp("VP8L", 0x2F, 39, 0x40, 7, 0x10)))
                .isEqualTo(new ImageInfo(Format.WEBP, 40, 30, 1, true, 1));
        assertThat(refusal(extended).text()).isEqualTo("the animated WebP holds no frame");
    }

    private static byte[] webp(String chunk, int... body) {
        byte[] head = ("RIFF____WEBP" + chunk + (char) body.length + "\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = Arrays.copyOf(head, head.length + body.length + (body.length & 1));
        for (int i = 0; i < body.length; i++) file[head.length + i] = (byte) body[i];
        return file;
    }

    @Test
    void an_orientation_in_exif_is_found() {
        assertThat(read(Photos.withExif(Photos.jpeg(8, 8), 6)).orientation()).isEqualTo(6);
    }

    @Test
    void an_orientation_that_is_none_counts_as_upright() {
        assertThat(read(Photos.withExif(Photos.jpeg(8, 8), 9)).orientation()).isEqualTo(1);
    }

    @Test
    void text_named_like_a_photo_is_no_image() {
        ImageRefused refused = refusal("Hello, I am a photo.\n".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(refused.text()).isEqualTo("cannot identify image file: it begins with 'Hello, I am '");
    }

    @Test
    void an_empty_file_is_no_image() {
        assertThat(refusal(new byte[0]).text()).isEqualTo("cannot identify image file: it is empty");
    }

    @Test
    void a_format_outside_the_list_is_refused_by_name() {
        ImageRefused refused = refusal("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(refused.text()).startsWith("SVG is not accepted");
    }

    @Test
    void a_gif_of_35_bytes_that_claims_16_gigabytes_is_too_large() {
        assertThat(Photos.gifBomb()).hasSize(35);
        assertThat(refusal(Photos.gifBomb()).text())
                .isEqualTo("65535 x 65535 pixels are more than the 100000000 allowed");
    }

    @Test
    void a_gif_picture_may_not_hang_far_over_its_small_screen() {
        byte[] bomb = Photos.gifBomb();
        bomb[6] = bomb[8] = 10;
        bomb[7] = bomb[9] = 0;

        assertThat(refusal(bomb).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void a_png_chunk_that_claims_200_megabytes_is_too_large() {
        byte[] png = Photos.withChunk(Photos.png(8, 8), "tEXt", new byte[10], 200_000_000);

        assertThat(refusal(png).text()).isEqualTo("200000000 bytes of metadata are more than the 16777216 allowed");
    }

    @Test
    void a_png_chunk_that_claims_more_than_the_file_holds_is_broken() {
        byte[] png = Photos.withChunk(Photos.png(8, 8), "tEXt", new byte[10], 1_000_000);

        assertThat(refusal(png).text()).contains("a PNG chunk tEXt says it is 1000000 bytes long");
    }

    @Test
    void metadata_in_small_pieces_is_added_up() {
        byte[] jpeg = Photos.withExif(Photos.withExif(Photos.jpeg(8, 8), 1), 1);

        assertThat(catchThrowableOfType(
                                ImageRefused.class, () -> Header.read(jpeg, new Limits(99_999, 99_999, 99_999, 9, 60)))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void a_png_header_with_huge_dimensions_is_too_large() {
        byte[] png = Photos.png(8, 8);
        Arrays.fill(png, 16, 24, (byte) 0x7F);

        assertThat(refusal(png).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void a_header_without_pixels_is_broken() {
        byte[] png = Photos.png(8, 8);
        Arrays.fill(png, 16, 20, (byte) 0);

        assertThat(refusal(png).text()).isEqualTo("the header says 0 x 8 pixels");
    }

    @Test
    void a_progressive_jpeg_of_thousands_of_scans_is_too_large() {
        byte[] jpeg = Photos.jpeg(8, 8);
        for (int i = 0; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) jpeg[i + 1] = (byte) 0xC2;
        }
        byte[] scans = new byte[400];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xFF;
            scans[i + 1] = (byte) 0xDA;
        }

        assertThat(read(jpeg).width()).isEqualTo(8);
        assertThat(refusal(Photos.spliced(jpeg, jpeg.length - 2, scans)).text())
                .isEqualTo("more than 100 scans in the JPEG");
    }

    @Test
    void too_many_frames_are_refused_as_soon_as_they_are_counted() {
        byte[] gif = Photos.rgb(8, 8, "gif");
        Limits none = new Limits(99_999, 99_999, 99_999, 0, 99_999);

        assertThat(catchThrowableOfType(ImageRefused.class, () -> Header.read(gif, none))
                        .text())
                .isEqualTo("more than the 0 frames allowed");
    }

    @Test
    void tiff_pages_that_go_round_in_a_circle_are_broken() {
        byte[] tiff = {
            'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0, 0, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0,
            8, 0, 0, 0
        };

        assertThat(refusal(tiff).text()).isEqualTo("the TIFF's pages go round in a circle");
    }

    @Test
    void of_the_heif_family_only_avif_is_let_in() {
        byte[] heic = "\0\0\0\024ftypheic\0\0\0\0mif1".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(heic).text()).contains("a file of brand 'heic' is not accepted");
    }

    @Property(tries = 2_000)
    void any_cut_or_damage_is_answered_by_a_refusal_or_a_header(
            @ForAll @IntRange(max = 5) int format,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll @IntRange(max = 400) int at,
            @ForAll byte damage) {
        byte[] file = Photos.firstPart(SAMPLES[format], percent);
        if (file.length > 0) file[at % file.length] = damage;
        try {
            assertThat(read(file).pixels()).isBetween(1L, LIMITS.pixelsMax());
        } catch (ImageRefused refused) {
            assertThat(refused.text()).isNotEmpty();
        }
    }

    private static final byte[][] SAMPLES = {
        Photos.withExif(Photos.jpeg(20, 10), 3),
        Photos.transparentPng(20, 10),
        Photos.rgb(20, 10, "gif"),
        Photos.rgb(20, 10, "tif"),
        webp("VP8X", 0x10, 0, 0, 0, 19, 0, 0, 9, 0, 0),
        avif()
    };

    private static byte[] avif() {
        String ispe = "\0\0\0\024ispe\0\0\0\0\0\0\0\024\0\0\0\n";
        String ipco = "\0\0\0\034ipco" + ispe;
        String iprp = "\0\0\0\044iprp" + ipco;
        String all = "\0\0\0\020ftypavif\0\0\0\0" + "\0\0\0\060meta\0\0\0\0" + iprp;
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void an_avif_says_its_size() {
        assertThat(read(avif())).isEqualTo(new ImageInfo(Format.AVIF, 20, 10, 1, false, 1));
    }
}
