package dev.sluice.cli;

import dev.sluice.server.RootKey;
import dev.sluice.server.Sluice;
import dev.sluice.server.SluiceConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// The entry point behind `./sluice`.
public final class Main {
    /// How long an orderly stop may take; the contract is ten seconds from the signal to the end.
    private static final Duration STOP_MAX = Duration.ofSeconds(8);

    /// What a shell shows of a process that SIGTERM ended.
    private static final int EXIT_TERMINATED = 143;

    private Main() {}

    /// Runs one command; the process's exit code says how it went: 0 well, 1 badly, 2 misused.
    public static void main(String[] arguments) throws Exception {
        Logs.configure();
        System.exit(run(Arrays.asList(arguments)));
    }

    static int run(List<String> arguments) throws IOException, InterruptedException {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        try {
            return switch (command) {
                case "up" -> up(new Arguments(rest, Arguments.SERVER, Set.of()));
                case "env" -> env(new Arguments(rest, Arguments.SERVER, Set.of()));
                case "demo" -> demo(new Arguments(rest, Arguments.SERVER, Set.of("--once")));
                case "warm" -> warm(new Arguments(rest, Arguments.SERVER, Set.of()));
                case "check" -> check(new Arguments(rest, Set.of(), Set.of()));
                default -> throw new Arguments.Misuse("unknown command: " + command);
            };
        } catch (Arguments.Misuse misuse) {
            System.err.println("sluice: " + misuse.getMessage());
            return 2;
        }
    }

    private static int up(Arguments arguments) throws InterruptedException {
        Sluice sluice = start(arguments.server());
        new CountDownLatch(1).await(); // until a signal ends the process
        sluice.close();
        return 0;
    }

    private static int env(Arguments arguments) throws IOException {
        SluiceConfig config = arguments.server();
        Files.createDirectories(config.data());
        String endpoint = "http://" + shown(config.host()) + ":" + config.port();
        environment(config, endpoint).forEach((name, value) -> System.out.println("export " + name + "=" + value));
        System.out.println("# an aws CLI older than 2.13 also needs: alias aws='aws --endpoint-url " + endpoint + "'");
        return 0;
    }

    private static int demo(Arguments arguments) throws IOException, InterruptedException {
        SluiceConfig config = arguments.server();
        Path script = Arguments.HOME.resolve("examples/image-processor/demo.py");
        try (Sluice sluice = start(config)) {
            ProcessBuilder demo = new ProcessBuilder("/usr/bin/python3", "-u", script.toString()).inheritIO();
            demo.environment().putAll(environment(config, sluice.endpoint()));
            int code = demo.start().waitFor();
            if (arguments.has("--once") || code != 0) return code;
            System.out.println();
            System.out.println("Sluice is still up at " + sluice.endpoint() + ". In another terminal:");
            System.out.println("  eval \"$(./sluice env)\"");
            System.out.println("  aws --endpoint-url $AWS_ENDPOINT_URL stepfunctions list-state-machines");
            System.out.println(
                    "  aws --endpoint-url $AWS_ENDPOINT_URL s3 ls s3://my-image-processor-bucket/ --recursive");
            System.out.println(
                    "  aws --endpoint-url $AWS_ENDPOINT_URL s3 cp photo.jpg s3://my-image-processor-bucket/raw/");
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /// Starts and stops once, so that the JVM can remember what a start loads.
    private static int warm(Arguments arguments) {
        try (Sluice sluice = Sluice.start(arguments.server().withPort(0))) {
            return sluice.warm() ? 0 : 1;
        }
    }

    private static int check(Arguments arguments) throws IOException {
        if (arguments.rest().size() != 1) throw new Arguments.Misuse("check takes one file");
        String definition = Files.readString(Path.of(arguments.rest().getFirst()), StandardCharsets.UTF_8);
        return Check.print(definition, System.out);
    }

    private static Sluice start(SluiceConfig config) {
        long started = System.nanoTime();
        Sluice sluice = Sluice.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sluice), "stop"));
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println("Sluice is ready at " + sluice.endpoint() + " (data in "
                + config.data().toAbsolutePath().normalize() + ", started in " + millis + " ms)");
        return sluice;
    }

    /// Stops in an orderly way for as long as there is time, then at once: what is left undone is what a kill leaves,
    /// and the next start takes it up.
    private static void stop(Sluice sluice) {
        Thread closing = Thread.ofPlatform().daemon().name("close").start(sluice::close);
        try {
            if (closing.join(STOP_MAX)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println(
                "sluice: not everything ended within " + STOP_MAX.toSeconds() + " s; the next start goes on");
        Runtime.getRuntime().halt(EXIT_TERMINATED);
    }

    private static Map<String, String> environment(SluiceConfig config, String endpoint) {
        RootKey key = RootKey.of(config);
        return new java.util.TreeMap<>(Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_REGION", config.region(),
                "AWS_DEFAULT_REGION", config.region(),
                "AWS_ACCESS_KEY_ID", key.id(),
                "AWS_SECRET_ACCESS_KEY", key.secret()));
    }

    private static String shown(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }
}
