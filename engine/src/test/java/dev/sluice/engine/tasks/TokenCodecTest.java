package dev.sluice.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCodecTest {
    private static final TokenCodec.Place PLACE = new TokenCodec.Place(63, 123_456_789_012L, 17, 2);

    @TempDir
    Path directory;

    @Test
    void a_token_leads_back_to_its_place_also_after_a_restart() {
        String token = TokenCodec.of(directory.resolve("key")).mint(PLACE);
        assertThat(TokenCodec.of(directory.resolve("key")).read(token)).isEqualTo(PLACE);
    }

    @Test
    void the_key_is_readable_by_its_owner_alone() throws Exception {
        TokenCodec.of(directory.resolve("key"));
        assertThat(Files.getPosixFilePermissions(directory.resolve("key"))).hasSize(2);
    }

    @Test
    void every_changed_bit_is_refused() {
        TokenCodec codec = new TokenCodec(new byte[32]);
        byte[] token = Base64.getUrlDecoder().decode(codec.mint(PLACE));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            String forged = Base64.getUrlEncoder().encodeToString(changed);
            assertThatThrownBy(() -> codec.read(forged))
                    .isInstanceOf(Refused.class)
                    .hasMessage("Invalid Token: 'Invalid token'");
        }
    }

    @Test
    void what_is_no_token_at_all_is_refused() {
        TokenCodec codec = new TokenCodec(new byte[32]);
        for (String text : new String[] {"", "x", "not base64 !", "AAAA"}) {
            assertThatThrownBy(() -> codec.read(text)).isInstanceOf(Refused.class);
        }
    }
}
