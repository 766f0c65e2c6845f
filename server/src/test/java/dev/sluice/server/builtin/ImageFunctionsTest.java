package dev.sluice.server.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.functions.FunctionError;
import dev.sluice.images.ImageInfo;
import dev.sluice.images.ImageSource;
import dev.sluice.images.Images;
import dev.sluice.images.ImagesConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImageFunctionsTest {
    private static final Images IMAGES = Images.open(ImagesConfig.standard());
    private static final BuiltInFunction.Call CALL = new BuiltInFunction.Call("request-1", "s3-photos-1:1");
    private static final JsonNode UPLOAD = Json.object("bucket", "photos", "key", "a/cat.jpg");

    private final Bucket bucket = new Bucket();
    private final Paper notebook = new Paper();
    private final Map<String, BuiltInFunction> functions =
            ImageFunctions.all(IMAGES, bucket, notebook, () -> Instant.EPOCH);

    @BeforeEach
    void upload() {
        bucket.objects.put("photos/a/cat.jpg", photo());
    }

    @AfterAll
    static void close() {
        IMAGES.close();
    }

    private JsonNode call(String name, JsonNode event) {
        return functions.get(name).handle(event, CALL);
    }

    private JsonNode call(String name, String event) {
        return call(name, Json.parse(event));
    }

    @Test
    void a_photo_is_valid_in_the_shape_of_the_article() {
        assertThat(Json.write(call("validate-image", UPLOAD)))
                .isEqualTo(
                        "{\"statusCode\":200,\"isValid\":true,\"metadata\":{\"format\":\"JPEG\",\"size\":[1000,500]}}");
    }

    @Test
    void what_eventbridge_sends_of_an_upload_is_understood_too() {
        String event = "{\"detail\":{\"bucket\":{\"name\":\"photos\"},\"object\":{\"key\":\"a/cat.jpg\"}}}";

        assertThat(call("validate-image", event).path("isValid").asBoolean()).isTrue();
    }

    @Test
    void text_named_like_a_photo_is_invalid() {
        bucket.objects.put("photos/a/cat.jpg", "meow".getBytes(StandardCharsets.UTF_8));

        assertThat(Json.write(call("validate-image", UPLOAD)))
                .isEqualTo("{\"statusCode\":400,\"isValid\":false,"
                        + "\"error\":\"cannot identify image file: it begins with 'meow'\"}");
    }

    @Test
    void a_cut_off_photo_is_invalid_and_not_a_success_with_status_500_later() {
        byte[] whole = photo();
        bucket.objects.put("photos/a/cat.jpg", Arrays.copyOf(whole, whole.length / 2));

        assertThat(call("validate-image", UPLOAD).path("statusCode").asInt()).isEqualTo(400);
        JsonNode resized = call("resize-image", UPLOAD);
        assertThat(resized.path("statusCode").asInt()).isEqualTo(500);
        JsonNode results = Json.array().add(resized).add(Json.object("bucket", "photos"));
        assertThatThrownBy(() -> call("optimize-image", results))
                .isInstanceOf(FunctionError.class)
                .hasMessageContaining("can't be decoded");
    }

    @Test
    void an_object_that_is_gone_is_told_as_boto3_tells_it() {
        bucket.objects.clear();

        assertThat(call("validate-image", UPLOAD).path("error").asString())
                .isEqualTo("An error occurred (NoSuchKey) when calling the GetObject operation: "
                        + "The specified key does not exist.");
    }

    @Test
    void resize_writes_800_by_600_whatever_the_proportions() {
        assertThat(Json.write(call("resize-image", UPLOAD)))
                .isEqualTo("{\"statusCode\":200,\"resizedImage\":\"resized/a/cat.jpg\"}");

        ImageInfo written = bucket.info("photos/resized/a/cat.jpg");
        assertThat(written).matches(info -> info.width() == 800 && info.height() == 600);
        assertThat(bucket.types.get("photos/resized/a/cat.jpg")).isEqualTo("image/jpeg");
        assertThat(bucket.lineages).containsExactly(CALL.lineage());
    }

    @Test
    void an_event_without_a_bucket_fails_as_python_does_and_says_what_to_do() {
        FunctionError error = catchThrowableOfType(
                FunctionError.class, () -> call("resize-image", "{\"statusCode\":200,\"isValid\":true}"));

        assertThat(error.type()).isEqualTo("KeyError");
        assertThat(error)
                .hasMessageStartingWith("'bucket': the event has no text of that name, only statusCode, isValid.");
        assertThat(error).hasMessageContaining("$$.Execution.Input.bucket");
    }

    @Test
    void filters_are_those_the_event_names() {
        String event = "{\"bucket\":\"photos\",\"key\":\"a/cat.jpg\",\"filters\":[\"grayscale\",{\"blur\":1.5}]}";

        JsonNode answer = call("apply-filters", event);

        assertThat(answer.path("filteredImage").asString()).isEqualTo("filtered/a/cat.jpg");
        assertThat(bucket.info("photos/filtered/a/cat.jpg").width()).isEqualTo(1_000);
    }

    @Test
    void an_unknown_filter_or_strength_is_an_error_that_lists_what_there_is() {
        assertThatThrownBy(() -> Filters.of(Json.parse("[\"sepai\"]")))
                .hasMessageStartingWith("no filter \"sepai\": there are grayscale, sepia,");
        assertThatThrownBy(() -> Filters.of(Json.parse("[{\"blur\":9000}]")))
                .hasMessageContaining("above 0, at most 50");
        assertThatThrownBy(() -> Filters.of(Json.text("sepia"))).hasMessageContaining("filters is a list");
    }

    @Test
    void the_branches_results_become_one_smaller_picture() {
        JsonNode results = Json.array().add(call("resize-image", UPLOAD)).add(call("apply-filters", UPLOAD));

        JsonNode answer = call("optimize-image", results);

        assertThat(answer.path("optimizedImage").asString()).isEqualTo("optimized/a/cat.jpg");
        int before = bucket.objects.get("photos/resized/a/cat.jpg").length;
        int after = bucket.objects.get("photos/optimized/a/cat.jpg").length;
        assertThat(answer.path("savedBytes").asInt()).isEqualTo(before - after).isPositive();
    }

    @Test
    void success_is_recorded_once_however_often_it_is_told() {
        JsonNode results = Json.array().add(call("resize-image", UPLOAD)).add(call("apply-filters", UPLOAD));
        JsonNode optimized = call("optimize-image", results);

        JsonNode first = call("notify-success", optimized);
        JsonNode again = functions
                .get("notify-success")
                .handle(optimized, new BuiltInFunction.Call("request-2", CALL.lineage()));

        assertThat(again).isEqualTo(first);
        assertThat(notebook.items).hasSize(1);
        JsonNode item = notebook.items.get(CALL.lineage());
        assertThat(item.path("status").path("S").asString()).isEqualTo("PROCESSED");
        assertThat(item.path("optimizedImage").path("S").asString()).isEqualTo("optimized/a/cat.jpg");
        assertThat(notebook.published.getFirst())
                .isEqualTo("image-processing-success|Image Processing Success|Image processed: a/cat.jpg");
    }

    @Test
    void an_error_from_a_choice_and_from_a_catch_are_both_understood() {
        call("notify-error", "{\"statusCode\":400,\"isValid\":false,\"error\":\"not an image\",\"key\":\"a\"}");
        call("notify-error", "{\"Error\":\"KeyError\",\"Cause\":\"{\\\"errorMessage\\\":\\\"'bucket'\\\"}\"}");
        call("notify-error", "{\"key\":\"b\",\"error\":{\"Error\":\"States.Timeout\",\"Cause\":\"\"}}");

        assertThat(notebook.published)
                .containsExactly(
                        "image-processing-errors|Image Processing Error|Error processing image: not an image",
                        "image-processing-errors|Image Processing Error|Error processing image: KeyError: 'bucket'",
                        "image-processing-errors|Image Processing Error|Error processing image: States.Timeout");
        assertThat(notebook.items.get(CALL.lineage()).path("status").path("S").asString())
                .isEqualTo("FAILED");
    }

    @Test
    void without_an_event_behind_them_executions_tell_uploads_of_one_key_apart() {
        BuiltInFunction notify = functions.get("notify-success");
        for (String run : List.of("run-1", "run-1", "run-2")) {
            notify.handle(Json.object("key", "a", "execution", run), new BuiltInFunction.Call("request-" + run, ""));
        }

        assertThat(notebook.items).containsOnlyKeys("run-1", "run-2");
    }

    @Test
    void a_missing_topic_fails_the_call_but_the_record_is_there() {
        notebook.topics = false;

        assertThatThrownBy(() -> call("notify-error", "{\"key\":\"a\",\"error\":\"x\"}"))
                .isInstanceOf(Refused.class);
        assertThat(notebook.items).hasSize(1);
    }

    private static byte[] photo() {
        BufferedImage image = new BufferedImage(1_000, 500, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 500_000; i++) image.setRGB(i % 1_000, i / 1_000, i % 1_000 * 60 ^ i / 1_000 << 12);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, "jpg", bytes)).isTrue();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class Bucket implements ImageObjects {
        final Map<String, byte[]> objects = new HashMap<>();
        final Map<String, String> types = new HashMap<>();
        final List<String> lineages = new ArrayList<>();

        @Override
        public byte[] read(String bucket, String key) {
            byte[] bytes = objects.get(bucket + "/" + key);
            if (bytes == null) throw new Refused("NoSuchKey", "The specified key does not exist.");
            return bytes;
        }

        @Override
        public void write(NewImage image) {
            objects.put(image.bucket() + "/" + image.key(), image.bytes());
            types.put(image.bucket() + "/" + image.key(), image.contentType());
            lineages.add(image.lineage());
        }

        ImageInfo info(String path) {
            return IMAGES.inspect(ImageSource.of(objects.get(path)));
        }
    }

    private static final class Paper implements Notebook {
        final List<String> published = new ArrayList<>();
        final Map<String, JsonNode> items = new LinkedHashMap<>();
        boolean topics = true;

        @Override
        public void publish(String topic, String subject, String message, String lineage) {
            if (!topics) throw new Refused("NotFound", "Topic does not exist");
            published.add(topic + "|" + subject + "|" + message);
        }

        @Override
        public void record(String table, JsonNode item, String lineage) {
            items.put(key(item), item);
        }

        @Override
        public void recordOnce(String table, JsonNode item, String lineage) {
            items.putIfAbsent(key(item), item);
        }

        private static String key(JsonNode item) {
            return item.path("uploadId").path("S").asString();
        }
    }
}
