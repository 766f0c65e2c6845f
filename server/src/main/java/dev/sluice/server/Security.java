package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.iam.Identities;
import java.time.InstantSource;

/// Who may do what: keys, users, roles and their policies.
record Security(Keys keys, Identities identities) implements AutoCloseable {
    static Security open(SluiceConfig config, RootKey root, InstantSource clock) {
        String principal = Arn.of("iam", "", config.account(), "root").toString();
        AccessKey rootKey = new AccessKey(root.id(), root.secret(), null, principal, config.account(), null);
        Identities identities = Identities.open(config.data().resolve("identities.db"), rootKey, clock);
        return new Security(new Keys(config.account(), identities), identities);
    }

    Authorizer authorizer() {
        return identities;
    }

    @Override
    public void close() {
        identities.close();
    }
}
