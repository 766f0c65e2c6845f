package dev.sluice.events.topics;

import dev.sluice.journal.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs notifications so that subscribers can tell they are this server's. The key is made when it is first needed.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying
// signatures</a>
final class SigningKey {
    /// What the database needs; append only.
    static final List<String> MIGRATIONS = List.of(
            "CREATE TABLE signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), private BLOB NOT NULL, certificate BLOB NOT NULL)");

    private static final int KEY_BITS = 2_048;

    private final Database database;
    private final InstantSource clock;
    private volatile @Nullable Pair pair;

    private record Pair(PrivateKey key, byte[] certificate) {}

    SigningKey(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Call outside of a transaction before the first [#sign].
    void prepare() {
        pair();
    }

    /// Base64 of the signature. @param version `2` for SHA-256, else SHA-1
    String sign(String text, String version) {
        try {
            Signature signature = Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(pair().key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform can sign with RSA", e);
        }
    }

    /// The certificate that SigningCertURL gives, in PEM.
    String certificatePem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair().certificate);
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private Pair pair() {
        Pair known = pair;
        if (known != null) return known;
        synchronized (this) {
            Pair made = stored();
            if (made == null) made = make();
            pair = made;
            return made;
        }
    }

    private @Nullable Pair stored() {
        return database.read(tx -> tx.first(
                        "SELECT private, certificate FROM signing_key",
                        row -> new Pair(key(row.bytes(1)), row.bytes(2)))
                .orElse(null));
    }

    private static PrivateKey key(byte[] encoded) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored signing key is damaged", e);
        }
    }

    private Pair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            byte[] certificate = Certificate.selfSigned(keys, clock.instant());
            Pair made = new Pair(keys.getPrivate(), certificate);
            database.write(tx -> tx.update(
                    "INSERT OR IGNORE INTO signing_key (id, private, certificate) VALUES (1, ?, ?)",
                    made.key.getEncoded(),
                    certificate));
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform can make RSA keys", e);
        }
    }
}
