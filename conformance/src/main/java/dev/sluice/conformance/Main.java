package dev.sluice.conformance;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Plays recordings against a running endpoint and prints a table.
///
/// `Main [--directory DIR] [--endpoint URL] [--access-key K --secret-key S] [--account A] [--strict] [--at-once N]
/// [PART-OF-A-CASE'S-CATEGORY-OR-NAME …]`. Ends with 1 if a case fails.
public final class Main {
    private static final String DIRECTORY = "shared/conformance/stepfunctions";

    private Main() {}

    /// Runs the player. @param arguments as above
    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--strict")) options.put(argument, "");
            else if (argument.startsWith("--")) options.put(argument, arguments[++i]);
            else parts.add(argument);
        }
        Path directory = options.containsKey("--directory") ? Path.of(options.get("--directory")) : directory();
        if (!Files.isDirectory(directory)) {
            System.out.println("No recordings: " + directory.toAbsolutePath() + " isn't there.");
            return;
        }
        List<Recording> chosen = Recording.all(directory).stream()
                .filter(recording -> parts.isEmpty()
                        || parts.stream()
                                .anyMatch(part -> recording.category().equals(part)
                                        || recording.name().contains(part)))
                .toList();
        SigV4 signer = new SigV4(
                options.getOrDefault("--access-key", "test"),
                options.getOrDefault("--secret-key", "test"),
                "us-east-1");
        AwsClient client =
                new AwsClient(URI.create(options.getOrDefault("--endpoint", "http://127.0.0.1:4566")), signer);
        Suite suite = new Suite(
                client,
                options.getOrDefault("--account", "000000000000"),
                options.containsKey("--strict"),
                Integer.parseInt(options.getOrDefault("--at-once", "8")));
        List<Verdict> verdicts = suite.run(chosen, Main::tell);
        System.out.print(table(verdicts));
        boolean failed = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Verdict.Outcome.FAILED);
        if (failed) System.exit(1);
    }

    /// Where the recordings lie: as the system property `sluice.conformance` says, or beside the checkout, looked for
    /// upwards from the working directory.
    static Path directory() {
        String given = System.getProperty("sluice.conformance", "");
        if (!given.isEmpty()) return Path.of(given);
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(DIRECTORY))) return at.resolve(DIRECTORY);
        }
        return Path.of(DIRECTORY);
    }

    static void tell(Verdict verdict) {
        if (verdict.outcome() == Verdict.Outcome.PASSED) return;
        System.out.println(verdict.outcome() + " " + verdict.recording().category() + "/"
                + verdict.recording().name() + " (" + verdict.millis() + " ms)\n      " + verdict.detail());
    }

    static String table(List<Verdict> verdicts) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            int[] row = counts.computeIfAbsent(verdict.recording().category(), key -> new int[3]);
            row[verdict.outcome().ordinal()]++;
        }
        StringBuilder text = new StringBuilder("\ncategory                    passed  failed skipped\n");
        int[] sum = new int[3];
        counts.forEach((category, row) -> {
            line(text, category, row);
            for (int i = 0; i < sum.length; i++) sum[i] += row[i];
        });
        line(text, "all", sum);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, int[] row) {
        text.append(String.format(Locale.ROOT, "%-26s %7d %7d %7d%n", name, row[0], row[1], row[2]));
    }
}
