package dev.sluice.gateway.s3;

import dev.sluice.gateway.RawRequest;
import dev.sluice.objects.ChecksumAlgorithm;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a request says of its body's checksum: in a header, or in a trailer that comes after the body.
///
/// @param algorithm null if it says nothing
/// @param expected the value, once the body has been read
record ChecksumRequest(@Nullable ChecksumAlgorithm algorithm, Supplier<Map<ChecksumAlgorithm, String>> expected) {
    /// @throws dev.sluice.core.Refused `InvalidRequest`
    static ChecksumRequest of(RawRequest request) {
        Map<ChecksumAlgorithm, String> said = new EnumMap<>(ChecksumAlgorithm.class);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional<String> value = request.header(algorithm.header());
            if (value.isEmpty()) continue;
            checkForm(algorithm, value.get());
            said.put(algorithm, value.get());
        }
        if (said.size() > 1) {
            throw S3Errors.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not" + " allowed.");
        }
        if (!said.isEmpty()) {
            ChecksumAlgorithm algorithm = said.keySet().iterator().next();
            return new ChecksumRequest(algorithm, () -> said);
        }
        ChecksumAlgorithm trailing = trailing(request);
        if (trailing != null) return new ChecksumRequest(trailing, () -> fromTrailer(request, trailing));
        if (request.header("x-amz-sdk-checksum-algorithm").isPresent()
                && request.header("x-amz-trailer").isEmpty()) {
            throw S3Errors.invalidRequest("x-amz-sdk-checksum-algorithm specified, but no corresponding"
                    + " x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        return new ChecksumRequest(null, Map::of);
    }

    private static @Nullable ChecksumAlgorithm trailing(RawRequest request) {
        String trailer = request.header("x-amz-trailer").orElse("").strip();
        if (trailer.isEmpty()) return null;
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (algorithm.header().equalsIgnoreCase(trailer)) return algorithm;
        }
        throw S3Errors.invalidRequest("The value specified in the x-amz-trailer header is not supported");
    }

    private static Map<ChecksumAlgorithm, String> fromTrailer(RawRequest request, ChecksumAlgorithm algorithm) {
        String value = request.trailers().get(algorithm.header());
        return value == null ? Map.of() : Map.of(algorithm, value);
    }

    static void checkForm(ChecksumAlgorithm algorithm, String value) {
        try {
            if (Base64.getDecoder().decode(value).length == algorithm.bytes()) return;
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalidRequest("Value for " + algorithm.header() + " header is invalid.");
        }
        throw S3Errors.invalidRequest("Value for " + algorithm.header() + " header is invalid.");
    }

    /// What to compute: what was said, or S3's own choice.
    Set<ChecksumAlgorithm> algorithms() {
        return Set.of(algorithm == null ? ChecksumAlgorithm.CRC64NVME : algorithm);
    }
}
