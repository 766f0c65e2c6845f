package dev.sluice.objects;

import dev.sluice.core.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a multipart object is, computed from its parts without their bytes. Pure.
///
/// @param etag MD5 of the parts' MD5s, a dash, and their number
record Assembly(String etag, long size, Checksums checksums) {
    /// Checks what the client names against what was uploaded and puts it together.
    ///
    /// @param uploaded by part number
    /// @throws Refused `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`, `BadDigest`, `InvalidRequest`
    static Assembly of(Upload upload, Upload.Completion completion, Map<Integer, Upload.Part> uploaded) {
        List<Upload.Part> parts = named(upload, completion, uploaded);
        long size = parts.stream().mapToLong(Upload.Part::size).sum();
        Long said = completion.objectBytes();
        if (said != null && said != size) {
            throw new Refused(
                    "InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match what was computed.");
        }
        Checksums checksums = checksums(upload, completion, parts);
        completion.expected().values().forEach((algorithm, value) -> {
            String found = checksums.values().get(algorithm);
            if (found != null && !found.equals(value) && !found.equals(value + "-" + parts.size())) {
                throw new Refused(
                        "BadDigest", "The " + algorithm + " you specified did not match the calculated checksum.");
            }
        });
        return new Assembly(etag(parts), size, checksums);
    }

    private static List<Upload.Part> named(
            Upload upload, Upload.Completion completion, Map<Integer, Upload.Part> uploaded) {
        List<Upload.Part> parts = new ArrayList<>();
        int before = 0;
        for (Upload.Named named : completion.parts()) {
            if (named.no() <= before) {
                throw new Refused(
                        "InvalidPartOrder",
                        "The list of parts was not in ascending order. Parts must be ordered by part number.",
                        Map.of("UploadId", upload.id()));
            }
            before = named.no();
            parts.add(match(upload, named, uploaded.get(named.no())));
        }
        for (Upload.Part part : parts.subList(0, parts.size() - 1)) {
            if (part.size() < Upload.PART_BYTES_MIN) throw tooSmall(part);
        }
        return parts;
    }

    private static Upload.Part match(Upload upload, Upload.Named named, Upload.@Nullable Part part) {
        boolean same = part != null
                && named.etag().replace("\"", "").equals(part.etag())
                && named.checksums().values().entrySet().stream()
                        .allMatch(said -> said.getValue()
                                .equals(part.checksums().values().getOrDefault(said.getKey(), said.getValue())));
        if (part == null || !same) {
            throw new Refused(
                    "InvalidPart",
                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or"
                            + " the specified entity tag may not match the part's entity tag.",
                    Map.of(
                            "UploadId",
                            upload.id(),
                            "PartNumber",
                            Integer.toString(named.no()),
                            "ETag",
                            named.etag().replace("\"", "")));
        }
        return part;
    }

    private static Refused tooSmall(Upload.Part part) {
        return new Refused(
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed size",
                Map.of(
                        "ETag",
                        part.etag(),
                        "MinSizeAllowed",
                        Long.toString(Upload.PART_BYTES_MIN),
                        "PartNumber",
                        Integer.toString(part.no()),
                        "ProposedSize",
                        Long.toString(part.size())));
    }

    private static String etag(List<Upload.Part> parts) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
            return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }

    private static Checksums checksums(Upload upload, Upload.Completion completion, List<Upload.Part> parts) {
        ChecksumAlgorithm algorithm = upload.algorithm();
        if (algorithm == null) {
            // Nobody announced one: keep the kind the client sends for the whole, else S3's own choice.
            algorithm = completion.expected().values().keySet().stream()
                    .filter(ChecksumAlgorithm::combines)
                    .findFirst()
                    .orElse(ChecksumAlgorithm.CRC64NVME);
        }
        ChecksumAlgorithm chosen = algorithm;
        if (parts.stream().anyMatch(part -> !part.checksums().values().containsKey(chosen))) return Checksums.NONE;
        return upload.composite()
                ? new Checksums(Map.of(chosen, composite(chosen, parts)), true)
                : new Checksums(Map.of(chosen, whole(chosen, parts)), false);
    }

    private static String composite(ChecksumAlgorithm algorithm, List<Upload.Part> parts) {
        ChecksumAlgorithm.Hash hash = algorithm.start();
        for (Upload.Part part : parts) {
            byte[] value = Base64.getDecoder().decode(value(algorithm, part));
            hash.update(value, 0, value.length);
        }
        return Base64.getEncoder().encodeToString(hash.value()) + "-" + parts.size();
    }

    private static String whole(ChecksumAlgorithm algorithm, List<Upload.Part> parts) {
        CrcSum sum = CrcSum.of(algorithm);
        long value = Checksums.number(value(algorithm, parts.getFirst()));
        for (Upload.Part part : parts.subList(1, parts.size())) {
            value = sum.combine(value, Checksums.number(value(algorithm, part)), part.size());
        }
        return Checksums.text(value, algorithm.bytes());
    }

    private static String value(ChecksumAlgorithm algorithm, Upload.Part part) {
        return java.util.Objects.requireNonNull(part.checksums().values().get(algorithm));
    }
}
