package dev.sluice.objects;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a copy differs from its source in what the store keeps.
///
/// @param from the key the source is stored with; null for plain bytes
/// @param to the key to store the copy with; null for plain bytes
/// @param algorithm the checksum the copy is to have; null for the source's
public record Recast(
        @Nullable Sealing from,
        @Nullable Sealing to,
        @Nullable ChecksumAlgorithm algorithm) {
    /// Which checksums to compute for a copy of something with these.
    Set<ChecksumAlgorithm> algorithms(Checksums of) {
        if (algorithm != null) return Set.of(algorithm);
        return of.values().isEmpty()
                ? Set.of(ChecksumAlgorithm.CRC64NVME)
                : of.values().keySet();
    }
}
