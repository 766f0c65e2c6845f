package dev.sluice.gateway.s3;

import dev.sluice.core.Ids;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Credentials;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.objects.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 on a free port over a store in a directory, with two accounts.
final class RunningS3 implements AutoCloseable {
    static final String ALICE = "AKIAALICE";
    static final String BOB = "AKIABOB";
    private static final Map<String, AccessKey> KEYS = Map.of(
            ALICE, key(ALICE, "000000000000"),
            BOB, key(BOB, "111111111111"));

    final ObjectStore store;
    final S3 s3;
    final int port;
    private final Gateway gateway;

    RunningS3(Path directory) {
        store = ObjectStore.open(directory, InstantSource.system(), Ids.random());
        Credentials credentials = id -> Optional.ofNullable(KEYS.get(id));
        Authorizer root = (caller, access) -> Authorizer.Verdict.ALLOWED;
        gateway = new Gateway(new GatewaySettings(
                "127.0.0.1", 0, "000000000000", "us-east-1", credentials, root, InstantSource.system(), Ids.random()));
        s3 = new S3(store, "us-east-1", InstantSource.system(), new FormSignatures(credentials, root));
        gateway.objects(s3);
        port = gateway.start();
        gateway.ready();
    }

    private static AccessKey key(String id, String account) {
        return new AccessKey(id, "secret-of-" + id, null, "arn:aws:iam::" + account + ":root", account, null);
    }

    S3Client client(String keyId) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, "secret-of-" + keyId)))
                .build();
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
    }
}
