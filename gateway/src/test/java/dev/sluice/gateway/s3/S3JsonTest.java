package dev.sluice.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Caller;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class S3JsonTest {
    private static final Caller ROLE =
            Caller.inside("000000000000", "us-east-1", "arn:aws:sts::000000000000:assumed-role/r/s", "req");

    @TempDir
    Path directory;

    private RunningS3 server;
    private S3Json service;

    @BeforeEach
    void start() {
        server = new RunningS3(directory);
        service = new S3Json(server.s3, (caller, access) -> Authorizer.Verdict.ALLOWED);
        call("CreateBucket", "{\"Bucket\":\"jobs\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_put_answers_as_the_recorded_one_and_a_get_gives_the_bytes_back() {
        // base64 of {"Dict":"Value"}
        JsonNode put = call("PutObject", "{\"Bucket\":\"jobs\",\"Key\":\"k\",\"Body\":\"eyJEaWN0IjoiVmFsdWUifQ==\"}");
        assertThat(put)
                .isEqualTo(Json.parse("{\"ETag\":\"\\\"49e31cee5aec8faf3345893addb14346\\\"\","
                        + "\"ChecksumCRC32\":\"hnEfWw==\",\"ChecksumType\":\"FULL_OBJECT\","
                        + "\"ServerSideEncryption\":\"AES256\"}"));
        JsonNode got = call("GetObject", "{\"Bucket\":\"jobs\",\"Key\":\"k\"}");
        assertThat(got.path("Body").asString()).isEqualTo("eyJEaWN0IjoiVmFsdWUifQ==");
        assertThat(got.path("ContentType").asString()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(got.path("Metadata")).isEmpty();
    }

    @Test
    void lists_and_settings_come_in_the_models_shapes() {
        call("PutObject", "{\"Bucket\":\"jobs\",\"Key\":\"a/1\",\"Body\":\"\"}");
        JsonNode list = call("ListObjectsV2", "{\"Bucket\":\"jobs\",\"Delimiter\":\"/\"}");
        assertThat(list.path("CommonPrefixes").path(0).path("Prefix").asString())
                .isEqualTo("a/");
        call("PutBucketTagging", "{\"Bucket\":\"jobs\",\"Tagging\":{\"TagSet\":[{\"Key\":\"k\",\"Value\":\"v\"}]}}");
        assertThat(call("GetBucketTagging", "{\"Bucket\":\"jobs\"}").path("TagSet"))
                .hasSize(1);
    }

    @Test
    void refusals_are_those_of_the_wire() {
        assertRefused("NoSuchKey", "GetObject", "{\"Bucket\":\"jobs\",\"Key\":\"none\"}");
        assertRefused("NoSuchBucket", "ListObjects", "{\"Bucket\":\"none\"}");
        service = new S3Json(server.s3, (caller, access) -> Authorizer.Verdict.SILENT);
        assertRefused("AccessDenied", "GetObject", "{\"Bucket\":\"jobs\",\"Key\":\"none\"}");
    }

    private void assertRefused(String code, String operation, String input) {
        assertThatThrownBy(() -> call(operation, input))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private JsonNode call(String operation, String input) {
        return service.call(operation, Json.parse(input), ROLE);
    }
}
