package dev.sluice.gateway.sigv4;

import java.util.zip.Checksum;

/// CRC-64/NVME, the checksum that AWS's SDKs prefer: reflected polynomial `9a6c9329ac4bc9b5`, eight bytes a step.
///
/// @see <a href="https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-nvme">CRC catalogue</a>
public final class Crc64Nvme implements Checksum {
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) value = value >>> 1 ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int t = 1; t < 8; t++) {
                long previous = tables[t - 1][i];
                tables[t][i] = previous >>> 8 ^ tables[0][(int) previous & 0xFF];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ b) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        long c = crc;
        for (; i + 8 <= end; i += 8) {
            c ^= (long) LONGS.get(bytes, i);
            c = TABLES[7][(int) c & 0xFF]
                    ^ TABLES[6][(int) (c >>> 8) & 0xFF]
                    ^ TABLES[5][(int) (c >>> 16) & 0xFF]
                    ^ TABLES[4][(int) (c >>> 24) & 0xFF]
                    ^ TABLES[3][(int) (c >>> 32) & 0xFF]
                    ^ TABLES[2][(int) (c >>> 40) & 0xFF]
                    ^ TABLES[1][(int) (c >>> 48) & 0xFF]
                    ^ TABLES[0][(int) (c >>> 56)];
        }
        crc = c;
        for (; i < end; i++) update(bytes[i]);
    }

    private static final java.lang.invoke.VarHandle LONGS =
            java.lang.invoke.MethodHandles.byteArrayViewVarHandle(long[].class, java.nio.ByteOrder.LITTLE_ENDIAN);

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
