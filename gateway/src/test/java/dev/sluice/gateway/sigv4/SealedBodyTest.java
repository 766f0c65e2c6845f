package dev.sluice.gateway.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SealedBodyTest {
    private static final BodySeal PLAIN = new BodySeal.PlainChunks();

    // The example of "Transferring Payload in Multiple Chunks": 65 KiB of `a` in two chunks and the empty one.
    private static final BodySeal AWS_EXAMPLE = new BodySeal.SignedChunks(
            Hmac.signingKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20130524", "us-east-1", "s3"),
            "20130524T000000Z",
            "20130524/us-east-1/s3/aws4_request",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            false);

    private static String awsExample() {
        return "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
                + "a".repeat(65_536)
                + "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
                + "a".repeat(1_024)
                + "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
    }

    @Test
    void aws_example_of_signed_chunks_is_accepted() throws IOException {
        byte[] bytes = body(awsExample(), AWS_EXAMPLE, Map.of("x-amz-decoded-content-length", "66560"))
                .readAllBytes();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("a".repeat(66_560));
    }

    @Test
    void a_changed_byte_in_a_signed_chunk_is_refused() {
        String changed = awsExample().replaceFirst("aaaa\r\n400", "aaab\r\n400");
        assertRefused(body(changed, AWS_EXAMPLE, Map.of()), "SignatureDoesNotMatch");
    }

    @Test
    void signed_chunks_that_end_early_are_incomplete() {
        String cut = awsExample().substring(0, 60_000);
        assertRefused(body(cut, AWS_EXAMPLE, Map.of()), "IncompleteBody");
    }

    @Test
    void a_trailing_checksum_is_checked() throws IOException {
        String chunks = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
        var headers = Map.of("x-amz-trailer", "x-amz-checksum-crc32", "x-amz-decoded-content-length", "5");
        SealedBody body = body(chunks, PLAIN, headers);
        assertThat(body.readAllBytes()).asString().isEqualTo("hello");
        assertThat(body.trailers()).containsEntry("x-amz-checksum-crc32", "NhCmhg==");
        assertRefused(body(chunks.replace("NhCm", "NhCn"), PLAIN, headers), "BadDigest");
        assertRefused(body("5\r\nhello\r\n0\r\n\r\n", PLAIN, headers), "MalformedTrailerError");
    }

    @Test
    void another_length_than_announced_is_incomplete() {
        String chunks = "5\r\nhello\r\n0\r\n\r\n";
        assertRefused(body(chunks, PLAIN, Map.of("x-amz-decoded-content-length", "4")), "IncompleteBody");
        assertRefused(body(chunks, PLAIN, Map.of("x-amz-decoded-content-length", "6")), "IncompleteBody");
    }

    @Test
    void checksums_and_digests_in_headers_are_checked() throws IOException {
        BodySeal unsigned = new BodySeal.Unsigned();
        assertThat(body("hello", unsigned, Map.of("content-md5", "XUFAKrxLKna5cZ2REBfFkg=="))
                        .readAllBytes())
                .hasSize(5);
        assertRefused(body("hallo", unsigned, Map.of("content-md5", "XUFAKrxLKna5cZ2REBfFkg==")), "BadDigest");
        assertRefused(body("hallo", unsigned, Map.of("x-amz-checksum-crc64nvme", "M3eFcAZSQlc=")), "BadDigest");
        assertThatThrownBy(() -> body("hello", unsigned, Map.of("content-md5", "short")))
                .hasMessage("The Content-MD5 you specified was invalid.");
        assertRefused(body("hello", new BodySeal.Sha256("00"), Map.of()), "XAmzContentSHA256Mismatch");
    }

    @Test
    void crc64nvme_has_the_catalogues_check_value() {
        var crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.UTF_8), 0, 9);
        assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    }

    @Property(tries = 200)
    void whatever_the_bytes_framing_ends_in_an_answer(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        try (var body = new SealedBody(new ByteArrayInputStream(bytes), PLAIN, Map.of())) {
            assertThat(body.readAllBytes().length).isLessThanOrEqualTo(bytes.length);
        } catch (Refused refused) {
            assertThat(refused.code()).isIn("IncompleteBody", "InvalidRequest", "MalformedTrailerError");
        }
    }

    private static SealedBody body(String text, BodySeal seal, Map<String, String> headers) {
        return new SealedBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), seal, headers);
    }

    private static void assertRefused(SealedBody body, String code) {
        assertThatThrownBy(body::readAllBytes)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
