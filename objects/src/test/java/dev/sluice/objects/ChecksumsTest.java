package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
    @Test
    void crc64nvme_has_its_catalogued_check_value() {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    }

    @Property(tries = 200)
    void the_crc_of_two_parts_is_computed_from_theirs(@ForAll byte[] bytes, @ForAll short cut) {
        int at = bytes.length == 0 ? 0 : Math.floorMod(cut, bytes.length + 1);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (!algorithm.combines()) continue;
            long first = of(algorithm, Arrays.copyOf(bytes, at));
            long second = of(algorithm, Arrays.copyOfRange(bytes, at, bytes.length));
            assertThat(CrcSum.of(algorithm).combine(first, second, bytes.length - at))
                    .isEqualTo(of(algorithm, bytes));
        }
    }

    private static long of(ChecksumAlgorithm algorithm, byte[] bytes) {
        ChecksumAlgorithm.Hash hash = algorithm.start();
        hash.update(bytes, 0, bytes.length);
        return Checksums.number(java.util.Base64.getEncoder().encodeToString(hash.value()));
    }
}
