package dev.sluice.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /// What every Python text of a test begins with.
    private static final String CLIENTS = """
            import boto3, io, json, os, time, zipfile
            from botocore.config import Config
            from botocore.exceptions import ClientError

            def client(service, **more):
                return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], **more)

            def create(name, code, runtime="python3.12"):
                package = io.BytesIO()
                with zipfile.ZipFile(package, "w") as archive:
                    archive.writestr("app.py", code)
                client("lambda").create_function(
                    FunctionName=name, Runtime=runtime, Handler="app.handler", Timeout=30,
                    Role="arn:aws:iam::000000000000:role/any", Code={"ZipFile": package.getvalue()})

            def refused(call, **arguments):
                try:
                    call(**arguments)
                    print("accepted")
                except ClientError as e:
                    told = e.response["Error"]
                    print(e.response["ResponseMetadata"]["HTTPStatusCode"], told["Code"], told["Message"])

            """;

    private static final Pattern READY = Pattern.compile("Sluice is ready at (\\S+) .*");

    private final Process process;
    private final Queue<String> errors;
    private final URI endpoint;

    private ServerProcess(Process process, Queue<String> errors, URI endpoint) {
        this.process = process;
        this.errors = errors;
        this.endpoint = endpoint;
    }

    /// Starts on a data directory and waits until it serves.
    static ServerProcess start(Path data) {
        return start(data, 0);
    }

    static ServerProcess start(Path data, int port) {
        try {
            Process process = new ProcessBuilder(command(
                            "up",
                            "--port",
                            Integer.toString(port),
                            "--data",
                            data.toString(),
                            "--access-key",
                            KEY,
                            "--secret-key",
                            SECRET))
                    .start();
            Queue<String> errors = new ConcurrentLinkedQueue<>();
            Thread.ofVirtual()
                    .start(() -> process.errorReader().lines().forEach(line -> {
                        errors.add(line);
                        System.err.println(line);
                    }));
            return new ServerProcess(process, errors, ready(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How `./sluice …` starts Java, on the classes under test.
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        String vips = System.getProperty("sluice.vips");
        if (vips != null) command.add("-Dsluice.vips=" + vips);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// What the server has written to standard error so far.
    List<String> errors() {
        return List.copyOf(errors);
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
        return run(command);
    }

    /// Runs a Python text that has boto3 at hand and answers what it printed; fails the test with its error text
    /// otherwise.
    String python(String script) throws IOException, InterruptedException {
        return run(List.of("/usr/bin/python3", "-c", CLIENTS + script));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        Path complaints = Files.createTempFile("client", ".err");
        try {
            Process client = builder.redirectError(complaints.toFile()).start();
            String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (client.waitFor() == 0) return out;
            throw new AssertionError(String.join(" ", command) + "\n" + out + Files.readString(complaints));
        } finally {
            Files.delete(complaints);
        }
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
