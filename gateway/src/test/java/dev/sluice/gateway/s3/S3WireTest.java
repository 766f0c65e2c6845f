package dev.sluice.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/// An unchanged SDK against the whole way from socket to disk.
class S3WireTest {
    @TempDir
    static Path directory;

    private static RunningS3 server;
    private static S3Client alice;
    private static S3Client bob;

    @BeforeAll
    static void start() {
        server = new RunningS3(directory);
        alice = server.client(RunningS3.ALICE);
        bob = server.client(RunningS3.BOB);
    }

    @AfterAll
    static void stop() {
        alice.close();
        bob.close();
        server.close();
    }

    @Test
    void an_object_comes_back_with_its_bytes_and_metadata() {
        String bucket = bucket("round-trip");
        byte[] bytes = bytes(300_000);
        alice.putObject(
                b -> b.bucket(bucket).key("a b/ü+%").contentType("image/x").metadata(Map.of("who", "me")),
                RequestBody.fromBytes(bytes));
        var answer = alice.getObjectAsBytes(b -> b.bucket(bucket).key("a b/ü+%").checksumMode(ChecksumMode.ENABLED));
        assertThat(answer.asByteArray()).isEqualTo(bytes);
        assertThat(answer.response().contentType()).isEqualTo("image/x");
        assertThat(answer.response().metadata()).containsEntry("who", "me");
        assertThat(answer.response().checksumCRC32()).isNotEmpty();
    }

    @Test
    void ranges_and_conditions_answer_as_http_says() {
        String bucket = bucket("ranges");
        String etag = alice.putObject(b -> b.bucket(bucket).key("k"), RequestBody.fromString("0123456789"))
                .eTag();
        assertThat(alice.getObjectAsBytes(b -> b.bucket(bucket).key("k").range("bytes=-3"))
                        .asUtf8String())
                .isEqualTo("789");
        assertRefused(
                416,
                "InvalidRange",
                () -> alice.getObjectAsBytes(b -> b.bucket(bucket).key("k").range("bytes=10-")));
        assertRefused(
                304,
                null,
                () -> alice.getObjectAsBytes(b -> b.bucket(bucket).key("k").ifNoneMatch(etag)));
        assertRefused(
                412,
                "PreconditionFailed",
                () -> alice.putObject(b -> b.bucket(bucket).key("k").ifNoneMatch("*"), RequestBody.fromString("x")));
    }

    @Test
    void what_is_not_there_is_told_apart() {
        String bucket = bucket("absent");
        assertRefused(
                404,
                "NoSuchKey",
                () -> alice.getObjectAsBytes(b -> b.bucket(bucket).key("k")));
        assertRefused(404, "NoSuchBucket", () -> alice.listObjectsV2(b -> b.bucket("never-made")));
        assertRefused(404, null, () -> alice.headObject(b -> b.bucket(bucket).key("k")));
        assertRefused(
                404,
                "NoSuchUpload",
                () -> alice.abortMultipartUpload(b -> b.bucket(bucket).key("k").uploadId("x")));
        assertRefused(404, "NoSuchCORSConfiguration", () -> alice.getBucketCors(b -> b.bucket(bucket)));
    }

    @Test
    void lists_page_on_with_tokens_and_roll_up_prefixes() {
        String bucket = bucket("lists");
        for (String key : new String[] {"a/1", "a/2", "b", "c/1", "d"}) put(bucket, key, "x");
        var rolled = alice.listObjectsV2(b -> b.bucket(bucket).delimiter("/").maxKeys(3));
        assertThat(rolled.isTruncated()).isTrue();
        assertThat(rolled.keyCount()).isEqualTo(3);
        var rest = alice.listObjectsV2(
                b -> b.bucket(bucket).delimiter("/").continuationToken(rolled.nextContinuationToken()));
        assertThat(rest.contents()).extracting(S3Object::key).containsExactly("d");
        assertThat(alice.listObjectsV2Paginator(b -> b.bucket(bucket).maxKeys(2))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("a/1", "a/2", "b", "c/1", "d");
        assertRefused(
                400,
                "InvalidArgument",
                () -> alice.listObjectsV2(b -> b.bucket(bucket).continuationToken("nonsense")));
    }

    @Test
    void parts_become_one_object_and_too_small_ones_are_refused() {
        String bucket = bucket("parts");
        byte[] bytes = bytes((5 << 20) + 10);
        String id = alice.createMultipartUpload(b -> b.bucket(bucket).key("k")).uploadId();
        CompletedPart first = part(bucket, id, 1, Arrays.copyOf(bytes, 5 << 20));
        CompletedPart last = part(bucket, id, 2, Arrays.copyOfRange(bytes, 5 << 20, bytes.length));
        CompletedPart tiny = part(bucket, id, 3, new byte[3]);
        assertRefused(400, "EntityTooSmall", () -> complete(bucket, id, last, tiny));
        assertRefused(400, "InvalidPartOrder", () -> complete(bucket, id, last, first));
        complete(bucket, id, first, last);
        assertThat(alice.getObjectAsBytes(b -> b.bucket(bucket).key("k")).asByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void a_copy_keeps_or_replaces_metadata_and_never_copies_onto_itself_for_nothing() {
        String bucket = bucket("copies");
        alice.putObject(b -> b.bucket(bucket).key("k").metadata(Map.of("a", "1")), RequestBody.fromString("x"));
        alice.copyObject(copy(bucket, "kept").build());
        assertThat(alice.headObject(b -> b.bucket(bucket).key("kept")).metadata())
                .containsEntry("a", "1");
        alice.copyObject(
                copy(bucket, "k").metadataDirective(MetadataDirective.REPLACE).build());
        assertThat(alice.headObject(b -> b.bucket(bucket).key("k")).metadata()).isEmpty();
        assertRefused(
                400, "InvalidRequest", () -> alice.copyObject(copy(bucket, "k").build()));
    }

    @Test
    void deleting_in_a_versioned_bucket_covers_and_removing_the_marker_uncovers() {
        String bucket = bucket("versions");
        alice.putBucketVersioning(
                b -> b.bucket(bucket).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        put(bucket, "k", "1");
        String marker = alice.deleteObject(b -> b.bucket(bucket).key("k")).versionId();
        assertRefused(
                404,
                "NoSuchKey",
                () -> alice.getObjectAsBytes(b -> b.bucket(bucket).key("k")));
        assertRefused(
                405,
                "MethodNotAllowed",
                () -> alice.getObjectAsBytes(b -> b.bucket(bucket).key("k").versionId(marker)));
        alice.deleteObject(b -> b.bucket(bucket).key("k").versionId(marker));
        assertThat(alice.getObjectAsBytes(b -> b.bucket(bucket).key("k")).asUtf8String())
                .isEqualTo("1");
        assertRefused(409, "BucketNotEmpty", () -> alice.deleteBucket(b -> b.bucket(bucket)));
    }

    @Test
    void strangers_are_kept_out_until_they_are_let_in() throws IOException, InterruptedException {
        String bucket = bucket("access");
        put(bucket, "k", "x");
        assertRefused(
                403,
                "AccessDenied",
                () -> bob.getObjectAsBytes(b -> b.bucket(bucket).key("k")));
        assertThat(get("/" + bucket + "/k").statusCode()).isEqualTo(403);
        alice.putObjectAcl(b -> b.bucket(bucket).key("k").acl(ObjectCannedACL.PUBLIC_READ));
        assertThat(get("/" + bucket + "/k").body()).isEqualTo("x");
        assertRefused(403, "AccessDenied", () -> bob.listObjectsV2(b -> b.bucket(bucket)));
        alice.putBucketPolicy(b -> b.bucket(bucket)
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"AWS\":\"111111111111\"},\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::"
                        + bucket
                        + "\"}}"));
        assertThat(bob.listObjectsV2(b -> b.bucket(bucket)).contents()).hasSize(1);
    }

    @Test
    void settings_come_back_as_they_were_put_and_unkept_promises_are_refused() {
        String bucket = bucket("settings");
        alice.putBucketTagging(b -> b.bucket(bucket)
                .tagging(t -> t.tagSet(Tag.builder().key("k").value("v").build())));
        assertThat(alice.getBucketTagging(b -> b.bucket(bucket)).tagSet()).hasSize(1);
        assertRefused(
                501,
                "NotImplemented",
                () -> alice.putBucketWebsite(
                        b -> b.bucket(bucket).websiteConfiguration(w -> w.indexDocument(i -> i.suffix("index.html")))));
        assertRefused(
                400,
                "MalformedPolicy",
                () -> alice.putBucketPolicy(b -> b.bucket(bucket).policy("no")));
    }

    @Test
    void many_are_deleted_at_once_there_or_not() {
        String bucket = bucket("many");
        put(bucket, "a", "x");
        var answer = alice.deleteObjects(b -> b.bucket(bucket)
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("never").build())));
        assertThat(answer.deleted()).hasSize(2);
        assertThat(answer.errors()).isEmpty();
    }

    private static String bucket(String name) {
        alice.createBucket(b -> b.bucket(name));
        return name;
    }

    private static void put(String bucket, String key, String text) {
        alice.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private static CopyObjectRequest.Builder copy(String bucket, String to) {
        return CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey("k")
                .destinationBucket(bucket)
                .destinationKey(to);
    }

    private static CompletedPart part(String bucket, String id, int number, byte[] bytes) {
        var answer = alice.uploadPart(
                b -> b.bucket(bucket).key("k").uploadId(id).partNumber(number), RequestBody.fromBytes(bytes));
        return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
    }

    private static void complete(String bucket, String id, CompletedPart... parts) {
        alice.completeMultipartUpload(
                b -> b.bucket(bucket).key("k").uploadId(id).multipartUpload(m -> m.parts(parts)));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(server.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            if (code != null) assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
