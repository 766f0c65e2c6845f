package dev.sluice.objects;

/// The CRC of two texts in a row, from the CRC of each and the length of the second: appending n zero
/// bytes is a linear
/// map over bits, applied by repeated squaring.
///
/// Works for every CRC that is reflected, starts with all bits set and is inverted at the end; S3's three are.
final class CrcSum {
    private static final long CRC32 = 0xedb88320L;
    private static final long CRC32C = 0x82f63b78L;

    private final int bits;
    private final long polynomial;

    private CrcSum(int bits, long polynomial) {
        this.bits = bits;
        this.polynomial = polynomial;
    }

    /// For an algorithm that [ChecksumAlgorithm#combines].
    static CrcSum of(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> new CrcSum(32, CRC32);
            case CRC32C -> new CrcSum(32, CRC32C);
            case CRC64NVME -> new CrcSum(64, Crc64Nvme.POLYNOMIAL);
            case SHA1, SHA256 -> throw new IllegalArgumentException(algorithm + " doesn't combine");
        };
    }

    /// @param secondBytes length of what the second value is of
    long combine(long first, long second, long secondBytes) {
        if (secondBytes == 0) return first;
        long[] odd = oneZeroBit();
        long[] even = square(odd);
        odd = square(even); // four zero bits; the loop squares once more before its first use
        long value = first;
        for (long rest = secondBytes; rest != 0; rest >>>= 1) {
            even = square(odd);
            if ((rest & 1) != 0) value = times(even, value);
            odd = even;
        }
        return value ^ second;
    }

    private long[] oneZeroBit() {
        long[] matrix = new long[bits];
        matrix[0] = polynomial;
        for (int i = 1; i < bits; i++) matrix[i] = 1L << (i - 1);
        return matrix;
    }

    private static long[] square(long[] matrix) {
        long[] result = new long[matrix.length];
        for (int i = 0; i < result.length; i++) result[i] = times(matrix, matrix[i]);
        return result;
    }

    private static long times(long[] matrix, long vector) {
        long sum = 0;
        for (int i = 0; vector != 0; i++, vector >>>= 1) {
            if ((vector & 1) != 0) sum ^= matrix[i];
        }
        return sum;
    }
}
