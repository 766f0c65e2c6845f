package dev.sluice.events.topics;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// Writes the plainest X.509 certificate there is: version 1, self-signed, valid for ten years. The JDK can read
/// certificates but offers no way to make one.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</a>
final class Certificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0C;
    private static final int GENERALIZED_TIME = 0x18;

    /// OID 1.2.840.113549.1.1.11 (SHA-256 with RSA) and NULL.
    private static final byte[] ALGORITHM = tagged(SEQUENCE, HexFormat.of().parseHex("06092A864886F70D01010B0500"));

    /// OID 2.5.4.3 (common name).
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Certificate() {}

    static byte[] selfSigned(KeyPair keys, Instant now) throws GeneralSecurityException {
        byte[] name = tagged(SEQUENCE, tagged(SET, tagged(SEQUENCE, COMMON_NAME, text(UTF8_STRING, "sns.sluice"))));
        byte[] validity = tagged(
                SEQUENCE,
                text(GENERALIZED_TIME, TIME.format(now.minus(1, ChronoUnit.DAYS))),
                text(GENERALIZED_TIME, TIME.format(now.plus(3_650, ChronoUnit.DAYS))));
        byte[] serial = tagged(INTEGER, BigInteger.valueOf(now.toEpochMilli()).toByteArray());
        byte[] publicKey = keys.getPublic().getEncoded();
        byte[] content = tagged(SEQUENCE, serial, ALGORITHM, name, validity, name, publicKey);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return tagged(SEQUENCE, content, ALGORITHM, tagged(BIT_STRING, new byte[] {0}, signature.sign()));
    }

    private static byte[] text(int tag, String text) {
        return tagged(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) content.writeBytes(part);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int from = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | (bytes.length - from));
            out.write(bytes, from, bytes.length - from);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
