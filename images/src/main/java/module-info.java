/// Decodes, transforms and encodes images under limits. The only module that calls native code; knows nothing of
/// buckets, executions or HTTP, and only `dev.sluice.core` of the other modules.
module dev.sluice.images {
    requires transitive dev.sluice.core;
    requires java.desktop;

    exports dev.sluice.images;
}
