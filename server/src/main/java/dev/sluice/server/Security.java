package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.iam.Iam;
import dev.sluice.gateway.iam.Identities;
import dev.sluice.gateway.iam.Sts;
import java.time.InstantSource;

/// Who may do what: keys, users, roles and their policies.
///
/// @param keys all access keys that open this server
/// @param identities users, roles and policies, which also decide
record Security(Keys keys, Identities identities) implements AutoCloseable {
    static Security open(SluiceConfig config, RootKey root, InstantSource clock) {
        String principal = Arn.of("iam", "", config.account(), "root").toString();
        AccessKey rootKey = new AccessKey(root.id(), root.secret(), null, principal, config.account(), null);
        Identities identities = Identities.open(config.data().resolve("identities.db"), rootKey, clock);
        return new Security(new Keys(root, config.account(), identities), identities);
    }

    Authorizer authorizer() {
        return identities;
    }

    /// Lets clients manage them.
    void show(Gateway gateway) {
        gateway.service(new Iam(identities)).service(new Sts(identities));
    }

    @Override
    public void close() {
        identities.close();
    }
}
