package dev.sluice.events.queues;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The digests by which SDKs check what they sent and received.
///
/// @see <a
// href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Attribute
// digests</a>
final class MessageDigests {
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private MessageDigests() {}

    static String body(String body) {
        return hex("MD5", body.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(String body) {
        return hex("SHA-256", body.getBytes(StandardCharsets.UTF_8));
    }

    /// @param attributes in the shape of MessageAttributes, not empty
    static String attributes(JsonNode attributes) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        attributes.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sorted.forEach((name, value) -> {
            append(out, name.getBytes(StandardCharsets.UTF_8));
            append(out, value.path("DataType").asString().getBytes(StandardCharsets.UTF_8));
            boolean binary = value.has("BinaryValue");
            out.write(binary ? BINARY : TEXT);
            append(
                    out,
                    binary
                            ? Base64.getDecoder()
                                    .decode(value.path("BinaryValue").asString())
                            : value.path("StringValue").asString().getBytes(StandardCharsets.UTF_8));
        });
        return hex("MD5", out.toByteArray());
    }

    private static void append(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
