package dev.sluice.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.objects.ObjectVersion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostObjectTest {
    private static final String POLICY =
            "{\"expiration\":\"2099-01-01T00:00:00Z\",\"conditions\":[{\"bucket\":\"forms\"},"
                    + "[\"starts-with\",\"$key\",\"up/\"],[\"content-length-range\",2,200000]]}";

    @TempDir
    static Path directory;

    private static RunningS3 server;

    @BeforeAll
    static void start() {
        server = new RunningS3(directory);
        try (var alice = server.client(RunningS3.ALICE)) {
            alice.createBucket(b -> b.bucket("forms"));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_signed_form_uploads_its_file_under_the_files_name() throws Exception {
        String text = "\r\n--not the boundary\r\n".repeat(5_000);
        HttpResponse<String> answer = post(signed("up/${filename}", POLICY), text);
        assertThat(answer.statusCode()).isEqualTo(204);
        ObjectVersion version =
                server.store.objects().find("forms", "up/cat.jpg", null).orElseThrow();
        assertThat(version.size()).isEqualTo(text.length());
    }

    @Test
    void what_the_policy_does_not_cover_is_refused() throws Exception {
        assertThat(post(signed("elsewhere", POLICY), "file").body()).contains("Policy Condition failed");
        assertThat(post(signed("up/x", POLICY), "1").body()).contains("EntityTooSmall");
        Map<String, String> more = signed("up/x", POLICY);
        more.put("x-amz-meta-extra", "1");
        assertThat(post(more, "file").body()).contains("Extra input fields: x-amz-meta-extra");
    }

    @Test
    void a_form_that_is_forged_expired_or_unsigned_is_refused() throws Exception {
        Map<String, String> forged = signed("up/x", POLICY);
        forged.put("signature", "AAAA");
        assertThat(post(forged, "file").body()).contains("SignatureDoesNotMatch");
        assertThat(post(signed("up/x", POLICY.replace("2099", "2001")), "file").body())
                .contains("Policy expired");
        assertThat(post(new LinkedHashMap<>(Map.of("key", "up/x")), "file").statusCode())
                .isEqualTo(403);
    }

    private static Map<String, String> signed(String key, String policy) throws GeneralSecurityException {
        String base64 = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(("secret-of-" + RunningS3.ALICE).getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("AWSAccessKeyId", RunningS3.ALICE);
        fields.put("policy", base64);
        fields.put(
                "signature", Base64.getEncoder().encodeToString(mac.doFinal(base64.getBytes(StandardCharsets.UTF_8))));
        return fields;
    }

    private static HttpResponse<String> post(Map<String, String> fields, String file)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--mark\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cat.jpg\"\r\n\r\n")
                .append(file)
                .append("\r\n--mark--\r\n");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(server.uri("/forms"))
                            .header("Content-Type", "multipart/form-data; boundary=mark")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
