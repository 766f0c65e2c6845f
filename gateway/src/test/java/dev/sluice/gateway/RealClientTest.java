package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/// An unchanged AWS SDK talks to the gateway.
class RealClientTest {
    private static RunningGateway running;

    @BeforeAll
    static void start() {
        running = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static final AwsCredentials ROOT =
            AwsBasicCredentials.create(RunningGateway.ROOT.id(), RunningGateway.ROOT.secret());

    private static SfnClient states(AwsCredentials credentials) {
        return SfnClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(running.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private static S3Client objects() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(running.url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(ROOT))
                .build();
    }

    @Test
    void a_call_reaches_its_service_with_its_caller_and_its_answer_comes_back() {
        try (SfnClient client = states(ROOT)) {
            var answer = client.createActivity(request -> request.name("resize"));
            assertThat(answer.creationDate()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
            assertThat(running.states.inputs.get("CreateActivity").path("name").asString())
                    .isEqualTo("resize");
            assertThat(running.states.callers.get("CreateActivity").principal())
                    .isEqualTo(RunningGateway.ROOT.principal());
        }
    }

    @Test
    void a_refusal_arrives_as_the_exception_of_its_code() {
        try (SfnClient client = states(ROOT)) {
            assertThatThrownBy(() -> client.describeExecution(r -> r.executionArn("arn:x")))
                    .isInstanceOf(ExecutionDoesNotExistException.class)
                    .hasMessageContaining("Execution Does Not Exist: 'x'");
        }
    }

    @Test
    void constraints_are_told_in_awss_words() {
        try (SfnClient client = states(ROOT)) {
            assertThatThrownBy(() -> client.listStateMachines(r -> r.maxResults(1001)))
                    .hasMessageContaining("1 validation error detected: Value '1001' at 'maxResults' failed to satisfy "
                            + "constraint: Member must have value less than or equal to 1000");
        }
    }

    @Test
    void an_operation_that_is_not_there_is_named() {
        try (SfnClient client = states(ROOT)) {
            assertThatThrownBy(() -> client.deleteActivity(r -> r.activityArn("arn:x")))
                    .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(501);
                        assertThat(e.getMessage()).contains("DeleteActivity of SFN is not available");
                    });
        }
    }

    @Test
    void wrong_secrets_unknown_keys_and_wrong_tokens_are_refused_and_right_tokens_pass() {
        assertCode(AwsBasicCredentials.create(RunningGateway.ROOT.id(), "wrong"), "InvalidSignatureException");
        assertCode(AwsBasicCredentials.create("AKIANOBODY", "wrong"), "UnrecognizedClientException");
        String id = RunningGateway.TEMPORARY.id();
        String secret = RunningGateway.TEMPORARY.secret();
        assertCode(AwsSessionCredentials.create(id, secret, "other"), "UnrecognizedClientException");
        assertCode(AwsBasicCredentials.create(id, secret), "UnrecognizedClientException");
        try (SfnClient client = states(AwsSessionCredentials.create(id, secret, "token=="))) {
            assertThat(client.listStateMachines().stateMachines()).isEmpty();
        }
    }

    private static void assertCode(AwsCredentials credentials, String code) {
        try (SfnClient client = states(credentials)) {
            assertThatThrownBy(client::listStateMachines)
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void objects_arrive_whole_under_every_checksum(ChecksumAlgorithm algorithm) {
        byte[] bytes = "some bytes ".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (S3Client client = objects()) {
            client.putObject(
                    r -> r.bucket("bucket").key("a//b/../ü+ %").checksumAlgorithm(algorithm),
                    RequestBody.fromBytes(bytes));
            assertThat(client.getObjectAsBytes(r -> r.bucket("bucket").key("a//b/../ü+ %"))
                            .asByteArray())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void a_presigned_url_works_for_anyone_who_has_it_and_only_as_it_is() throws Exception {
        running.objects.stored.put("/bucket/shared", new byte[] {1, 2, 3});
        try (S3Presigner presigner = S3Presigner.builder()
                        .endpointOverride(URI.create(running.url()))
                        .region(Region.US_EAST_1)
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .credentialsProvider(StaticCredentialsProvider.create(ROOT))
                        .build();
                HttpClient client = HttpClient.newHttpClient()) {
            URI url = presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(r -> r.bucket("bucket").key("shared")))
                    .url()
                    .toURI();
            var got = client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(got.body()).containsExactly(1, 2, 3);
            URI other = URI.create(url.toString().replace("/shared", "/private"));
            var refused = client.send(HttpRequest.newBuilder(other).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("<Code>SignatureDoesNotMatch</Code>")
                    .contains("<CanonicalRequest>GET");
        }
    }
}
