package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Sealing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Server-side encryption: with the store's own key (SSE-S3) or one the client brings each time (SSE-C).
/// Keys of a key
/// service (SSE-KMS) are refused.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html">Encryption</a>
final class ServerEncryption {
    private static final String CUSTOMERS =
            "Requests specifying Server Side Encryption with Customer provided keys must provide ";

    /// How something is to be stored. @param sealing the client's key; null for the store's own
    record Plan(String encryption, String keyMd5, @Nullable Sealing sealing) {
        Attributes on(Attributes attributes) {
            return attributes.withEncryption(encryption, keyMd5);
        }
    }

    private ServerEncryption() {}

    /// What a request asks for. @throws Refused for what can't be done
    static Plan plan(JsonNode input) {
        Plan customer = customer(input, "");
        String algorithm = input.path("ServerSideEncryption").asString("");
        if (customer != null) {
            if (!algorithm.isEmpty()) {
                throw S3Errors.invalid(
                        "Server Side Encryption with Customer provided key is incompatible with the encryption method"
                                + " specified",
                        "x-amz-server-side-encryption",
                        algorithm);
            }
            return customer;
        }
        return switch (algorithm) {
            // Every bucket encrypts by default, and there is only one way to here.
            case "", Attributes.AES256 -> new Plan(Attributes.AES256, "", null);
            case "aws:kms", "aws:kms:dsse" ->
                throw S3Errors.notImplemented("x-amz-server-side-encryption: " + algorithm);
            default ->
                throw S3Errors.invalid(
                        "The encryption method specified is not supported", "x-amz-server-side-encryption", algorithm);
        };
    }

    static String byDefault(JsonNode configuration) {
        return configuration
                .path("Rules")
                .path(0)
                .path("ApplyServerSideEncryptionByDefault")
                .path("SSEAlgorithm")
                .asString("");
    }

    /// The client's key to read something with; null where the store has its own.
    ///
    /// @param encryption how it is stored
    /// @param prefix of the input's members: empty, or `CopySource`
    /// @throws Refused `InvalidRequest`, `InvalidArgument`, `AccessDenied`
    static @Nullable Sealing reading(String encryption, String keyMd5, JsonNode input, String prefix) {
        Plan customer = customer(input, prefix);
        if (!encryption.equals(Attributes.CUSTOMER)) {
            if (customer != null)
                throw S3Errors.invalidRequest("The encryption parameters are not applicable to this object.");
            return null; // the store has its own key
        }
        if (customer == null) {
            throw S3Errors.invalidRequest("The object was stored using a form of Server Side Encryption. The correct"
                    + " parameters must be provided to retrieve the object.");
        }
        if (!customer.keyMd5().equals(keyMd5)) throw S3Errors.accessDenied();
        return customer.sealing();
    }

    private static @Nullable Plan customer(JsonNode input, String prefix) {
        String algorithm = input.path(prefix + "SSECustomerAlgorithm").asString("");
        String key = input.path(prefix + "SSECustomerKey").asString("");
        String md5 = input.path(prefix + "SSECustomerKeyMD5").asString("");
        if (algorithm.isEmpty() && key.isEmpty() && md5.isEmpty()) return null;
        if (algorithm.isEmpty()) throw S3Errors.invalid(CUSTOMERS + "a valid encryption algorithm.");
        if (!algorithm.equals(Attributes.AES256)) {
            throw new Refused(
                    "InvalidEncryptionAlgorithmError",
                    "The encryption request you specified is not valid. Supported value: AES256.");
        }
        if (key.isEmpty()) throw S3Errors.invalid(CUSTOMERS + "an appropriate secret key.");
        if (md5.isEmpty()) throw S3Errors.invalid(CUSTOMERS + "the client calculated MD5 of the secret key.");
        byte[] bytes = bytes(key);
        if (!md5(bytes).equals(md5)) {
            throw S3Errors.invalid(
                    "The calculated MD5 hash of the key did not match the hash that was provided.",
                    "x-amz-server-side-encryption-customer-key-MD5",
                    md5);
        }
        return new Plan(Attributes.CUSTOMER, md5, new Sealing(bytes));
    }

    private static byte[] bytes(String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != Sealing.KEY_BYTES)
            throw S3Errors.invalid("The secret key was invalid for the specified algorithm.");
        return bytes;
    }

    private static String md5(byte[] key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }

    /// Says in an answer how something is stored.
    static void describe(ObjectNode output, Attributes attributes) {
        if (attributes.encryption().equals(Attributes.AES256)) output.put("ServerSideEncryption", Attributes.AES256);
        if (attributes.encryption().equals(Attributes.CUSTOMER)) {
            output.put("SSECustomerAlgorithm", Attributes.AES256).put("SSECustomerKeyMD5", attributes.keyMd5());
        }
    }
}
