package dev.sluice.conformance.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Measures a Sluice over the wire and prints each figure beside the limits of the day's machine.
///
/// `Bench [--seconds N] [--warm N] [--only PART] [--clients N,N] [--kind standard|express] [--data DIR]
/// -- JAVA FLAG… -cp PATH`
public final class Bench {
    // Before each row: the disk of a shared machine isn't the same for long.
    private static final Duration DISK_TIME = Duration.ofMillis(500);

    private final Options options;
    private final Map<Integer, Double> echoes = new HashMap<>();

    private Bench(Options options) {
        this.options = options;
    }

    /// Runs everything that was asked for. @param arguments as above
    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        Path data = Files.createTempDirectory(Files.createDirectories(options.data()), "bench");
        try {
            new Bench(options).run(data);
        } finally {
            remove(data);
        }
    }

    private void run(Path data) {
        for (int clients : options.clients()) echo(clients);
        String[] up = {
            "dev.sluice.cli.Main",
            "up",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--access-key",
            ServerUnderLoad.KEY_ID,
            "--secret-key",
            ServerUnderLoad.SECRET
        };
        try (ServerUnderLoad server = ServerUnderLoad.start(options.java(), up)) {
            print("server: process %d, %d MB at first%n", server.pid(), residentMegabytes(server));
            print("%-12s %-8s %7s %13s %10s %8s %8s %7s %6s %6s%n", heading());
            Machines machines = new Machines(server);
            for (Scenario scenario : Scenario.all()) scenario(machines, scenario, data);
            print("server: %d MB after the load%n", residentMegabytes(server));
        }
    }

    private static Object[] heading() {
        return new Object[] {
            "scenario",
            "kind",
            "clients",
            "completions/s",
            "states/s",
            "p50 ms",
            "p99 ms",
            "syncs/s",
            "x sync",
            "x echo"
        };
    }

    private void echo(int clients) {
        String[] echo = {Echo.class.getName()};
        try (ServerUnderLoad server =
                ServerUnderLoad.start(options.javaWith(System.getProperty("java.class.path")), echo)) {
            Clients.Work work = (connection, round) -> connection.call("Echo", "{\"n\":1}");
            Clients.run(server, clients, options.warm(), work);
            Result result = Clients.run(server, clients, options.time(), work);
            echoes.put(clients, result.perSecond());
            print(
                    "echo: %,.0f requests/s with %d clients, p50 %.3f ms, p99 %.3f ms%n",
                    result.perSecond(), clients, result.millis(50), result.millis(99));
        }
    }

    private void scenario(Machines machines, Scenario scenario, Path data) {
        if (!scenario.name().contains(options.only())) return;
        for (int clients : options.clients()) {
            if (options.standard()) {
                machines.standard(scenario, clients, options.warm());
                double syncs = Disk.syncsPerSecond(data, DISK_TIME);
                show(scenario, "standard", clients, syncs, machines.standard(scenario, clients, options.time()));
            }
            if (options.express() && scenario.way() != Scenario.Way.CALLBACK) {
                machines.synchronous(scenario, clients, options.warm());
                show(scenario, "sync", clients, Double.NaN, machines.synchronous(scenario, clients, options.time()));
            }
        }
    }

    private void show(Scenario scenario, String kind, int clients, double syncs, Result result) {
        print(
                "%-12s %-8s %7d %,13.0f %,10.0f %8.3f %8.3f %7.0f %6s %6.2f%n",
                scenario.name(),
                kind,
                clients,
                result.perSecond(),
                result.perSecond() * scenario.states(),
                result.millis(50),
                result.millis(99),
                syncs,
                times(result.perSecond() / syncs),
                result.perSecond() / echoes.getOrDefault(clients, Double.NaN));
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.1f", ratio);
    }

    private static long residentMegabytes(ServerUnderLoad server) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    /// What was asked for.
    private record Options(
            Duration time, Duration warm, String only, int[] clients, String kind, Path data, List<String> java) {
        static Options of(String[] arguments) {
            int split = Arrays.asList(arguments).indexOf("--");
            if (split < 0) throw new IllegalArgumentException("no -- and then how to start a JVM");
            String seconds = "5";
            String warm = "3";
            String only = "";
            String clients = "1,16";
            String kind = "";
            String data = ".sluice";
            for (int i = 0; i < split; i += 2) {
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--seconds" -> seconds = value;
                    case "--warm" -> warm = value;
                    case "--only" -> only = value;
                    case "--clients" -> clients = value;
                    case "--kind" -> kind = value;
                    case "--data" -> data = value;
                    default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
                }
            }
            return new Options(
                    Duration.ofSeconds(Integer.parseInt(seconds)),
                    Duration.ofSeconds(Integer.parseInt(warm)),
                    only,
                    Arrays.stream(clients.split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray(),
                    kind,
                    Path.of(data),
                    List.of(arguments).subList(split + 1, arguments.length));
        }

        boolean standard() {
            return !kind.equals("express");
        }

        boolean express() {
            return !kind.equals("standard");
        }

        /// The same JVM with another class path.
        List<String> javaWith(String classPath) {
            List<String> other = new ArrayList<>(java);
            other.set(other.size() - 1, classPath);
            return other;
        }
    }
}
