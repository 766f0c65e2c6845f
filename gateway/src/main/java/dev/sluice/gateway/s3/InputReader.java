package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.Shape;
import dev.sluice.objects.ChecksumAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a request into the operation's input by its shape: labels, query, headers, and XML. Streams stay
/// where they are.
final class InputReader {
    /// Longest XML or policy taken; ten thousand parts with all their checksums fit.
    static final int DOCUMENT_BYTES_MAX = 8 << 20;

    private static final String METADATA_PREFIX = "x-amz-meta-";

    private final RawRequest request;
    private final Names names;

    /// What the path says. @param bucket empty for none @param key empty for none
    record Names(String bucket, String key) {}

    InputReader(RawRequest request, Names names) {
        this.request = request;
        this.names = names;
    }

    /// @throws Refused `InvalidArgument`, `MalformedXML`, `BadDigest`, `InvalidDigest` …
    ObjectNode read(Operation operation) throws IOException {
        ObjectNode input = Json.object();
        Shape.Structure shape = operation.input();
        if (shape == null) return input;
        for (Member member : shape.members().values()) {
            JsonNode value = value(member);
            if (value != null) input.set(member.name(), value);
        }
        String payload = shape.payload();
        if (payload != null) readPayload(shape.members().get(payload), shape, input);
        return input;
    }

    private void readPayload(@Nullable Member member, Shape.Structure shape, ObjectNode input) throws IOException {
        if (member == null || member.shape() instanceof Shape.Blob) return;
        byte[] document = document();
        if (member.shape() instanceof Shape.Text) {
            input.put(member.name(), new String(document, java.nio.charset.StandardCharsets.UTF_8));
        } else if (document.length > 0) {
            input.set(member.name(), XmlReader.read(document, member.wireName(), member.shape()));
        } else if (shape.required().contains(member.name())) {
            throw new Refused("MissingRequestBodyError", "Request Body is empty");
        }
    }

    private @Nullable JsonNode value(Member member) {
        return switch (member.location()) {
            case URI -> member.name().equals("Key") ? Json.text(names.key()) : Json.text(names.bucket());
            case QUERY ->
                request.parameter(member.wireName())
                        .map(text -> typed(member, text))
                        .orElse(null);
            case HEADER ->
                request.header(member.wireName())
                        .filter(text -> !text.isEmpty())
                        .map(text -> typed(member, text))
                        .orElse(null);
            case HEADERS -> metadata();
            case BODY, STATUS -> null;
        };
    }

    private @Nullable JsonNode metadata() {
        ObjectNode metadata = Json.object();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (header.getKey().startsWith(METADATA_PREFIX))
                metadata.put(header.getKey().substring(METADATA_PREFIX.length()), header.getValue());
        }
        return metadata.isEmpty() ? null : metadata;
    }

    private static @Nullable JsonNode typed(Member member, String text) {
        return switch (member.shape()) {
            case Shape.Whole _ -> whole(member, text);
            case Shape.Bool _ -> Json.bool(text.equalsIgnoreCase("true"));
            case Shape.Time _ -> Moments.parse(text).map(Moments::seconds).orElse(null);
            case Shape.Sequence _ -> {
                var array = Json.array();
                for (String each : text.split(",")) array.add(each.strip());
                yield array;
            }
            default -> Json.text(text);
        };
    }

    private static @Nullable JsonNode whole(Member member, String text) {
        if (text.isEmpty()) return null;
        try {
            return Json.number(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw S3Errors.invalid(
                    "Provided " + member.wireName() + " not an integer or within integer range",
                    member.wireName(),
                    text);
        }
    }

    /// The whole body, checked against what the headers say of it.
    byte[] document() throws IOException {
        byte[] document = request.body().readNBytes(DOCUMENT_BYTES_MAX + 1);
        if (document.length > DOCUMENT_BYTES_MAX)
            throw new Refused("MaxMessageLengthExceeded", "Your request was too big.");
        Optional<String> md5 = request.header("content-md5");
        if (md5.isPresent()) checkMd5(md5.get(), document);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional<String> said = request.header(algorithm.header());
            if (said.isPresent() && !said.get().equals(algorithm.of(document))) {
                throw new Refused(
                        "BadDigest", "The " + algorithm + " you specified did not match the calculated checksum.");
            }
        }
        return document;
    }

    private static void checkMd5(String said, byte[] document) {
        checkForm(said);
        try {
            String found = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(document));
            if (!found.equals(said))
                throw new Refused("BadDigest", "The Content-MD5 you specified did not match what we received.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }

    /// @throws Refused `InvalidDigest` if a Content-MD5 isn't the base64 of 16 bytes
    static void checkForm(String md5) {
        try {
            if (Base64.getDecoder().decode(md5).length == 16) return;
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    "InvalidDigest", "The Content-MD5 you specified was invalid.", Map.of("Content-MD5", md5));
        }
        throw new Refused("InvalidDigest", "The Content-MD5 you specified was invalid.", Map.of("Content-MD5", md5));
    }
}
