package dev.sluice.gateway.s3;

/// Under which names a bucket's settings are kept in the store.
final class Settings {
    static final String ACL = "acl";
    static final String POLICY = "policy";
    static final String CORS = "cors";
    static final String TAGGING = "tagging";
    static final String ENCRYPTION = "encryption";
    static final String OWNERSHIP = "ownership";
    static final String PUBLIC_ACCESS_BLOCK = "publicAccessBlock";
    static final String REQUEST_PAYMENT = "requestPayment";
    static final String OBJECT_LOCK = "objectLock";

    private Settings() {}
}
