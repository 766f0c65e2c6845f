package dev.sluice.objects;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.journal.Outbox;
import dev.sluice.journal.Tx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts events into the outbox, in the transaction of the change they tell of, for those buckets that
/// asked for them.
///
/// The configuration that counts is the one at that moment: whoever changes it later doesn't redirect the past.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">records</a>
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge</a>
final class Announcer {
    /// The setting that holds a bucket's notification configuration.
    static final String SETTING = "notification";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Outbox outbox;
    private final InstantSource clock;
    private final Ids ids;

    Announcer(Outbox outbox, InstantSource clock, Ids ids) {
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /// @param name without `s3:`, such as `ObjectCreated:Put`
    void announce(Tx tx, Bucket bucket, String name, ObjectVersion version, Origin origin) {
        Optional<JsonNode> configuration = Buckets.setting(tx, bucket.name(), SETTING);
        if (configuration.isEmpty()) return;
        List<Notifications.Target> targets = Notifications.targets(configuration.get(), name, version.key());
        boolean bridge = Notifications.eventBridge(configuration.get());
        if (targets.isEmpty() && !bridge) return;
        ObjectNode event = envelope(bucket, name, version.key(), origin);
        putTargets(event, targets);
        ObjectNode message = event.putObject("message");
        message.putArray("Records").add(record(bucket, name, version, origin));
        if (bridge) event.set("bridge", bridge(bucket, name, version, origin));
        outbox.add(tx, Json.writeBytes(event));
    }

    /// Greets the topics and queues of a new configuration.
    void greet(Tx tx, Bucket bucket, JsonNode configuration, Origin origin) {
        List<String> destinations = Notifications.testable(configuration);
        if (destinations.isEmpty()) return;
        ObjectNode event = envelope(bucket, "TestEvent", "", origin);
        putTargets(
                event,
                destinations.stream()
                        .map(arn -> new Notifications.Target(arn, ""))
                        .toList());
        event.set(
                "message",
                Json.object(
                        "Service",
                        "Amazon S3",
                        "Event",
                        "s3:TestEvent",
                        "Time",
                        MILLIS.format(now()),
                        "Bucket",
                        bucket.name(),
                        "RequestId",
                        origin.requestId(),
                        "HostId",
                        origin.requestId()));
        outbox.add(tx, Json.writeBytes(event));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static ObjectNode envelope(Bucket bucket, String name, String key, Origin origin) {
        return Json.object("bucket", bucket.name(), "key", key, "name", name, "lineage", origin.lineage());
    }

    private static void putTargets(ObjectNode event, List<Notifications.Target> targets) {
        ArrayNode array = event.putArray("targets");
        targets.forEach(target -> array.add(Json.object("arn", target.arn(), "id", target.id())));
    }

    private ObjectNode record(Bucket bucket, String name, ObjectVersion version, Origin origin) {
        boolean first = name.startsWith("ObjectCreated") || name.startsWith("ObjectRemoved");
        ObjectNode record = Json.object(
                "eventVersion",
                first ? "2.1" : "2.3",
                "eventSource",
                "aws:s3",
                "awsRegion",
                bucket.region(),
                "eventTime",
                MILLIS.format(now()),
                "eventName",
                name);
        record.set("userIdentity", Json.object("principalId", "AWS:" + origin.principal()));
        record.set("requestParameters", Json.object("sourceIPAddress", origin.sourceIp()));
        record.set(
                "responseElements",
                Json.object("x-amz-request-id", origin.requestId(), "x-amz-id-2", origin.requestId()));
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", "");
        ObjectNode inBucket = s3.putObject("bucket").put("name", bucket.name());
        inBucket.set("ownerIdentity", Json.object("principalId", bucket.owner()));
        inBucket.put("arn", bucket.arn());
        s3.set("object", object(bucket, name, version));
        return record;
    }

    private static ObjectNode object(Bucket bucket, String name, ObjectVersion version) {
        ObjectNode object = Json.object().put("key", urlEncoded(version.key()));
        boolean gone = name.endsWith(":Delete") && !name.startsWith("ObjectTagging");
        if (!gone) {
            if (!version.marker()) object.put("size", version.size());
            object.put("eTag", version.etag());
        }
        if (bucket.versioning() != Versioning.OFF) object.put("versionId", version.versionId());
        return object.put("sequencer", version.sequencer());
    }

    /// As in a form: a space becomes `+`; slashes stay.
    static String urlEncoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private ObjectNode bridge(Bucket bucket, String name, ObjectVersion version, Origin origin) {
        ObjectNode event = Json.object(
                "version",
                "0",
                "id",
                ids.next(),
                "detail-type",
                detailType(name),
                "source",
                "aws.s3",
                "account",
                bucket.account(),
                "time",
                DateTimeFormatter.ISO_INSTANT.format(now().truncatedTo(ChronoUnit.SECONDS)),
                "region",
                bucket.region());
        event.putArray("resources").add(bucket.arn());
        ObjectNode detail = event.putObject("detail").put("version", "0");
        detail.set("bucket", Json.object("name", bucket.name()));
        ObjectNode object = detail.putObject("object").put("key", version.key());
        if (!name.startsWith("ObjectRemoved") && !name.startsWith("Lifecycle")) object.put("size", version.size());
        object.put("etag", version.etag());
        if (bucket.versioning() != Versioning.OFF) object.put("version-id", version.versionId());
        object.put("sequencer", version.sequencer());
        detail.put("request-id", origin.requestId()).put("requester", requester(name, origin));
        if (!origin.sourceIp().isEmpty()) detail.put("source-ip-address", origin.sourceIp());
        if (!reason(name).isEmpty()) detail.put("reason", reason(name));
        if (detailType(name).equals("Object Deleted"))
            detail.put(
                    "deletion-type",
                    version.marker() && !name.endsWith(":Delete") ? "Delete Marker Created" : "Permanently Deleted");
        return event;
    }

    private static String requester(String name, Origin origin) {
        return name.startsWith("Lifecycle") ? "s3.amazonaws.com" : origin.account();
    }

    private static String detailType(String name) {
        return switch (name.substring(0, name.indexOf(':'))) {
            case "ObjectCreated" -> "Object Created";
            case "ObjectRemoved", "LifecycleExpiration" -> "Object Deleted";
            case "ObjectAcl" -> "Object ACL Updated";
            default -> name.endsWith(":Put") ? "Object Tags Added" : "Object Tags Deleted";
        };
    }

    private static String reason(String name) {
        return switch (name) {
            case "ObjectCreated:Put" -> "PutObject";
            case "ObjectCreated:Post" -> "POST Object";
            case "ObjectCreated:Copy" -> "CopyObject";
            case "ObjectCreated:CompleteMultipartUpload" -> "CompleteMultipartUpload";
            case "ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated" -> "DeleteObject";
            case "LifecycleExpiration:Delete", "LifecycleExpiration:DeleteMarkerCreated" -> "Lifecycle Expiration";
            default -> "";
        };
    }
}
