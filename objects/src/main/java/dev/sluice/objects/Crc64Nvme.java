package dev.sluice.objects;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// CRC-64/NVME, eight bytes a step. Written here because the JDK has none and the native library that has
/// it would be
/// loaded for this one function.
///
/// @see <a href="https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme">CRC-64/NVME</a>
final class Crc64Nvme implements Checksum {
    /// The polynomial, bits reversed.
    static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[][] TABLES = tables();

    private long state = -1L;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
            tables[0][i] = value;
        }
        for (int t = 1; t < 8; t++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[t - 1][i];
                tables[t][i] = (before >>> 8) ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        state = (state >>> 8) ^ TABLES[0][(int) (state ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long[][] t = TABLES;
        long crc = state;
        int end = offset + length;
        int i = offset;
        for (; i + 8 <= end; i += 8) {
            long w = crc ^ (long) LONGS.get(bytes, i);
            crc = t[7][(int) w & 0xff]
                    ^ t[6][(int) (w >>> 8) & 0xff]
                    ^ t[5][(int) (w >>> 16) & 0xff]
                    ^ t[4][(int) (w >>> 24) & 0xff]
                    ^ t[3][(int) (w >>> 32) & 0xff]
                    ^ t[2][(int) (w >>> 40) & 0xff]
                    ^ t[1][(int) (w >>> 48) & 0xff]
                    ^ t[0][(int) (w >>> 56)];
        }
        for (; i < end; i++) crc = (crc >>> 8) ^ t[0][(int) (crc ^ bytes[i]) & 0xff];
        state = crc;
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = -1L;
    }
}
