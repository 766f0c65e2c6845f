package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.functions.FunctionsConfig;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Credentials;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The access keys that open this server: those that IAM keeps, the root key first, and the temporary ones of
/// functions.
///
/// A function's keys live as long as this process, as its code's processes do.
final class Keys implements Credentials, FunctionsConfig.RoleCredentials {
    private final Credentials others;
    private final String account;
    private final Map<String, AccessKey> byFunction = new ConcurrentHashMap<>();
    private final Map<String, AccessKey> byId = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /// @param others asked for the keys that aren't a function's
    Keys(String account, Credentials others) {
        this.others = others;
        this.account = account;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        AccessKey ofFunction = byId.get(accessKeyId);
        return ofFunction == null ? others.find(accessKeyId) : Optional.of(ofFunction);
    }

    @Override
    public FunctionsConfig.Keys of(String roleArn, String functionName) {
        AccessKey key = byFunction.computeIfAbsent(roleArn + " " + functionName, both -> make(roleArn, functionName));
        return new FunctionsConfig.Keys(key.id(), key.secret(), String.valueOf(key.sessionToken()));
    }

    private AccessKey make(String roleArn, String functionName) {
        String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        String principal = Arn.of("sts", "", account, "assumed-role/" + role + "/" + functionName)
                .toString();
        AccessKey key = new AccessKey(
                "ASIA" + text(12).toUpperCase(java.util.Locale.ROOT), text(30), text(60), principal, account, null);
        byId.put(key.id(), key);
        return key;
    }

    private String text(int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(raw)
                .replace('-', 'x')
                .replace('_', 'y');
    }
}
