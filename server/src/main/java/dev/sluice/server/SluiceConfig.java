package dev.sluice.server;

import dev.sluice.core.Arn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a Sluice is started.
///
/// @param host address to bind
/// @param port port to bind; 0 takes any free one
/// @param data directory that holds everything; made if missing, readable by its owner alone
/// @param accessKeyId the root key's id; null to take the one kept in `data`, made at the first start
/// @param secretAccessKey the root key's secret; null exactly if the id is
/// @param account twelve digits
public record SluiceConfig(
        String host,
        int port,
        Path data,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        String account,
        String region) {
    /// The port where nothing else is said.
    public static final int PORT_DEFAULT = 4566;

    /// Loopback, the default port, account and region, and a root key of its own.
    public static SluiceConfig at(Path data) {
        return new SluiceConfig("127.0.0.1", PORT_DEFAULT, data, null, null, Arn.DEFAULT_ACCOUNT, Arn.DEFAULT_REGION);
    }

    /// The same on another port.
    public SluiceConfig withPort(int other) {
        return new SluiceConfig(host, other, data, accessKeyId, secretAccessKey, account, region);
    }

    /// The same bound to another address.
    public SluiceConfig withHost(String other) {
        return new SluiceConfig(other, port, data, accessKeyId, secretAccessKey, account, region);
    }

    /// The same with a root key given from outside.
    public SluiceConfig withKey(String id, String secret) {
        return new SluiceConfig(host, port, data, id, secret, account, region);
    }
}
