package dev.sluice.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartStreamTest {
    private static final byte[] BOUNDARY = "\r\n--aab".getBytes(StandardCharsets.US_ASCII);
    private static final String[] PIECES = {"", "\r", "\n", "\r\n-", "\r\n--a", "--aab", "file", "\r\r\n--aa"};

    @Property(tries = 300)
    void a_part_is_what_was_sent_however_the_bytes_arrive(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 7) Integer> pieces,
            @ForAll @IntRange(min = 1, max = 9) int step)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int piece : pieces) content.writeBytes(PIECES[piece].getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--aab\r\n".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content.toByteArray());
        body.writeBytes("\r\n--aab--\r\n".getBytes(StandardCharsets.US_ASCII));
        PartStream parts = new PartStream(trickle(body.toByteArray(), step), BOUNDARY);
        assertThat(parts.next()).isTrue();
        // What looks like a boundary inside ends the part early, as it must for any reader.
        String sent = content.toString(StandardCharsets.US_ASCII) + "\r\n--aab";
        String expected = sent.substring(0, sent.indexOf("\r\n--aab"));
        assertThat(new String(parts.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(expected);
    }

    @Test
    void a_body_that_ends_inside_a_part_is_refused() throws IOException {
        PartStream parts = new PartStream(trickle("--aab\r\nfil".getBytes(StandardCharsets.US_ASCII), 4), BOUNDARY);
        assertThat(parts.next()).isTrue();
        assertThatThrownBy(parts::readAllBytes)
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("MalformedPOSTRequest"));
    }

    private static InputStream trickle(byte[] bytes, int step) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, step));
            }
        };
    }
}
