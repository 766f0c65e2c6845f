package dev.sluice.engine.run;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Numbers an execution's payloads so that each is written once: the output of one state is the input of the next.
///
/// Only the last few are remembered, by identity; a payload met again later than that is simply written again.
public final class Payloads {
    /// Payloads remembered for each execution.
    static final int REMEMBERED_MAX = 8;

    private final @Nullable JsonNode[] nodes = new JsonNode[REMEMBERED_MAX];
    private final int[] numbers = new int[REMEMBERED_MAX];
    private int next;
    private int slot;

    /// How many have been numbered.
    int count() {
        return next;
    }

    /// The number of a payload; a new one is written out.
    @SuppressWarnings("ReferenceEquality") // Comparing trees would cost more than writing one twice.
    int put(JsonNode payload, BlobWriter out) {
        for (int i = 0; i < REMEMBERED_MAX; i++) {
            if (nodes[i] == payload) return numbers[i];
        }
        out.blob(Json.writeBytes(payload));
        return remember(payload, next++);
    }

    /// Forgets the nodes, not the count: an idle execution holds no payload that its state doesn't.
    void forget() {
        java.util.Arrays.fill(nodes, null);
    }

    void resumeAt(int count) {
        next = count;
    }

    private int remember(JsonNode payload, int number) {
        nodes[slot] = payload;
        numbers[slot] = number;
        slot = (slot + 1) % REMEMBERED_MAX;
        return number;
    }

    /// Payloads read back, parsed when first asked for.
    public static final class Read {
        private final Older older;
        private final List<byte[]> texts = new ArrayList<>();
        private final List<@Nullable JsonNode> nodes = new ArrayList<>();
        private int first;

        /// Payloads from this number on. @param older brings those before, should one of them be asked for
        public Read(int first, Older older) {
            this.first = first;
            this.older = older;
        }

        void add(byte[] text) {
            texts.add(text);
            nodes.add(null);
        }

        int next() {
            return first + texts.size();
        }

        JsonNode get(int number) {
            while (number < first) prepend(older.before(first));
            int at = number - first;
            JsonNode known = nodes.get(at);
            if (known != null) return known;
            JsonNode parsed = Json.parse(texts.get(at));
            nodes.set(at, parsed);
            return parsed;
        }

        private void prepend(Read before) {
            texts.addAll(0, before.texts);
            nodes.addAll(0, before.nodes);
            first = before.first;
        }
    }

    /// Brings payloads that were written earlier than those at hand.
    @FunctionalInterface
    public interface Older {
        /// Payloads that end where the given number begins: at least one.
        Read before(int number);

        /// For executions read from their beginning.
        Older NONE = number -> {
            throw new IllegalStateException("no payload before " + number);
        };
    }
}
