package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Plays recordings side by side and judges them.
final class Suite {
    private final Endpoint client;
    private final ClientRules clientRules = new ClientRules();
    private final String account;
    private final boolean strict;
    private final int casesAtOnceMax;

    /// @param strict whether differences in ignored paths count too
    Suite(Endpoint client, String account, boolean strict, int casesAtOnceMax) {
        this.client = client;
        this.account = account;
        this.strict = strict;
        this.casesAtOnceMax = casesAtOnceMax;
    }

    /// Verdicts in the order of the recordings. @param progress told of each as it falls
    List<Verdict> run(List<Recording> recordings, Consumer<Verdict> progress) {
        Semaphore places = new Semaphore(casesAtOnceMax);
        List<Future<Verdict>> running = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < recordings.size(); i++) {
                Recording recording = recordings.get(i);
                int number = i;
                places.acquireUninterruptibly();
                running.add(threads.submit(() -> {
                    try {
                        Verdict verdict = judge(recording, number);
                        progress.accept(verdict);
                        return verdict;
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<Verdict> future : running) verdicts.add(await(future));
        }
        return verdicts;
    }

    private static Verdict await(Future<Verdict> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Verdict judge(Recording recording, int number) {
        long started = System.nanoTime();
        Verdict.Outcome outcome;
        String detail = "";
        try {
            Player player = new Player(client, clientRules, recording, new Aliases(number, account));
            ObjectNode observed = player.play();
            Optional<Difference> difference = compare(recording, observed);
            boolean nothing = observed.isEmpty() && !recording.complete();
            outcome = nothing
                    ? Verdict.Outcome.SKIPPED
                    : difference.isEmpty() ? Verdict.Outcome.PASSED : Verdict.Outcome.FAILED;
            detail = difference
                    .map(found -> found + player.trouble())
                    .orElse(nothing ? "nothing to compare was recorded" : "");
        } catch (Player.Stuck stuck) {
            outcome = Verdict.Outcome.FAILED;
            detail = String.valueOf(stuck.getMessage());
        } catch (RuntimeException e) {
            outcome = Verdict.Outcome.FAILED;
            detail = e.toString();
        }
        return new Verdict(recording, outcome, detail, (System.nanoTime() - started) / 1_000_000);
    }

    private Optional<Difference> compare(Recording recording, ObjectNode observed) {
        JsonNode normalised = Normaliser.normalise(observed, recording.rules());
        ObjectNode expected = (ObjectNode) recording.expected().deepCopy();
        boolean unordered = recording.rules().stream()
                .anyMatch(rule -> rule.path("named").asString("").equals("SfnNoneRecursiveParallelTransformer"));
        if (unordered) ParallelOrder.sort(expected);
        // Keys that no call of an incomplete recording answers can't be compared.
        for (Map.Entry<String, JsonNode> key : List.copyOf(expected.properties())) {
            boolean answered =
                    recording.steps().stream().anyMatch(step -> step.answer().equals(key.getKey()));
            if (!answered && !observed.has(key.getKey())) expected.remove(key.getKey());
        }
        if (!strict) {
            for (String path : recording.ignored()) {
                Paths.each(expected, path, Paths::remove);
                Paths.each(normalised, path, Paths::remove);
            }
        }
        return Difference.first(expected, normalised.isObject() ? normalised : Json.object());
    }
}
