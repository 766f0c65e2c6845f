package dev.sluice.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// A Sluice in a process of its own, as users run it, so that it can be killed.
final class ServerProcess implements AutoCloseable {
    static final String KEY = "AKIATESTTESTTESTTEST";
    static final String SECRET = "secret-of-the-test";

    private static final Pattern READY = Pattern.compile("Sluice is ready at (\\S+) .*");

    private final Process process;
    private final URI endpoint;

    private ServerProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// Starts on a data directory and waits until it serves.
    static ServerProcess start(Path data) {
        return start(data, 0);
    }

    static ServerProcess start(Path data, int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        String vips = System.getProperty("sluice.vips");
        if (vips != null) command.add("-Dsluice.vips=" + vips);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.cli.Main", "up"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(List.of("--access-key", KEY, "--secret-key", SECRET));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ServerProcess(process, ready(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    int port() {
        return endpoint.getPort();
    }

    /// kill -9.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    SfnClient stepFunctions() {
        return SfnClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build();
    }

    S3Client objects() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .build();
    }

    /// What a client of another language finds in its environment.
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_PAGER",
                "");
    }

    /// Runs `aws …` and answers what it printed; fails the test with its error text otherwise.
    String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws", "--endpoint-url", endpoint.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        Process aws = builder.start();
        String out = new String(aws.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(aws.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (aws.waitFor() != 0) throw new AssertionError(String.join(" ", command) + "\n" + errors);
        return out;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) throw new AssertionError("did not stop within 10 s of SIGTERM");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET));
    }

    private static URI ready(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.matches()) return URI.create(matcher.group(1));
        }
        throw new AssertionError("the server ended before it was ready");
    }
}
