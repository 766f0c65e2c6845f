package dev.sluice.engine.run;

import dev.sluice.engine.Lineage;
import org.jspecify.annotations.Nullable;

/// What is known of an execution before its first event and never changes. Written once, with its first events.
///
/// @param id unique in the data directory; grows in the order of starts
/// @param revision of the machine, see the catalog of machines
/// @param owner the ARN under which the execution is listed: the machine's, or the map run's
/// @param mapState the Map state whose item processor it runs; null for the machine itself
/// @param items how many of a map run's items it works on; 0 if it isn't a child
public record Header(
        long id,
        String arn,
        String name,
        long revision,
        String machineArn,
        @Nullable String versionArn,
        @Nullable String aliasArn,
        boolean express,
        @Nullable String traceHeader,
        Lineage lineage,
        String owner,
        @Nullable String mapState,
        int items) {

    private static final int EXPRESS = 1;
    private static final int CHILD = 2;

    /// The map run it is a child of; null if it isn't one.
    public @Nullable String mapRunArn() {
        return mapState == null ? null : owner;
    }

    /// The same with its id.
    public Header withId(long newId) {
        return new Header(
                newId,
                arn,
                name,
                revision,
                machineArn,
                versionArn,
                aliasArn,
                express,
                traceHeader,
                lineage,
                owner,
                mapState,
                items);
    }

    void write(BlobWriter out) {
        out.writeByte((express ? EXPRESS : 0) | (mapState == null ? 0 : CHILD));
        out.text(arn);
        out.text(name);
        out.number(revision);
        out.text(machineArn);
        out.text(versionArn);
        out.text(aliasArn);
        out.text(traceHeader);
        out.number(lineage.rounds());
        out.text(lineage.origin());
        if (mapState == null) return;
        out.text(owner);
        out.text(mapState);
        out.number(items);
    }

    static Header read(long id, BlobReader in) {
        int flags = in.octet();
        String arn = in.text();
        String name = in.text();
        long revision = in.number();
        String machineArn = in.text();
        String versionArn = in.textOrNull();
        String aliasArn = in.textOrNull();
        String traceHeader = in.textOrNull();
        Lineage lineage = new Lineage(in.small(), in.textOrNull());
        boolean child = (flags & CHILD) != 0;
        return new Header(
                id,
                arn,
                name,
                revision,
                machineArn,
                versionArn,
                aliasArn,
                (flags & EXPRESS) != 0,
                traceHeader,
                lineage,
                child ? in.text() : machineArn,
                child ? in.text() : null,
                child ? in.small() : 0);
    }

    /// The header as bytes of its own.
    public byte[] toBytes() {
        BlobWriter out = new BlobWriter();
        write(out);
        return out.toBytes();
    }

    /// Reads what [#toBytes] gave.
    public static Header of(long id, byte[] bytes) {
        return read(id, new BlobReader(bytes));
    }
}
