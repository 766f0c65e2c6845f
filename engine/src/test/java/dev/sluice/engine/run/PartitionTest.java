package dev.sluice.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.step.Command;
import dev.sluice.core.Json;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.Machine;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.tasks.TokenCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String YEAR =
            "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":31536000,\"End\":true}}}";

    private final List<Outside.Idle> idle = new ArrayList<>();
    private final Partition partition = new Partition(
            0,
            new Idlers(),
            new TokenCodec(new byte[32]),
            new Partition.Sources(new SplittableRandom(1), new AtomicLong()::incrementAndGet, 2),
            NOW.toEpochMilli());

    @Test
    void no_effect_is_released_before_the_batch_is() {
        Reply<Inbound.Outcome> reply = new Reply<>();
        Batch batch = partition.step(List.of(start("a", reply)), NOW);
        assertThat(batch.decidedNothing()).isFalse();
        assertThat(reply.done()).isFalse();
        batch.release();
        assertThat(reply.await()).isInstanceOf(Inbound.Outcome.Running.class);
    }

    @Test
    void a_full_memory_refuses_starts_until_idle_executions_are_put_aside() {
        partition
                .step(List.of(start("a", new Reply<>()), start("b", new Reply<>())), NOW)
                .release();
        Reply<Inbound.Outcome> refused = new Reply<>();
        partition.step(List.of(start("c", refused)), NOW).release();
        assertThatThrownBy(refused::await).hasMessage("Rate exceeded");

        partition
                .step(List.of(new Inbound.Archived(List.of(new Inbound.Archived.Share(1, 1)))), NOW)
                .release();
        assertThat(idle).hasSize(1);
        partition
                .step(List.of(new Inbound.PutAside(1, idle.getFirst().segments())), NOW)
                .release();
        assertThat(partition.executions()).isEqualTo(1);

        Reply<Inbound.Outcome> accepted = new Reply<>();
        partition.step(List.of(start("c", accepted)), NOW).release();
        assertThat(accepted.await()).isInstanceOf(Inbound.Outcome.Running.class);
    }

    @Test
    void an_execution_that_is_told_something_meanwhile_is_not_put_aside() {
        partition.step(List.of(start("a", new Reply<>())), NOW).release();
        partition.step(List.of(new Inbound.PutAside(1, 99)), NOW).release();
        assertThat(partition.executions()).isEqualTo(1);
    }

    private static Inbound.Start start(String name, Reply<Inbound.Outcome> reply) {
        Machine.Settings settings = new Machine.Settings(YEAR, "role", Machine.Logging.OFF, false, null);
        Revision revision = new Revision(
                1,
                "arn:aws:states:us-east-1:000000000000:stateMachine:m",
                "m",
                Machine.Type.STANDARD,
                settings,
                null,
                NOW,
                NOW,
                StateMachine.parse(Json.parse(YEAR)));
        Header header = new Header(
                0,
                "arn:aws:states:us-east-1:000000000000:execution:m:" + name,
                name,
                1,
                revision.arn(),
                null,
                null,
                false,
                null,
                Lineage.NONE,
                revision.arn(),
                null,
                0);
        return new Inbound.Start(header, revision, Json.object(), "{}", Inbound.Start.FRESH_NAME, null, reply);
    }

    /// Notes who is idle; nothing else is asked of it here.
    private final class Idlers implements Outside {
        @Override
        public void schedule(Attempt attempt) {}

        @Override
        public void cancel(long execution, int entry, int attempt) {}

        @Override
        public void idle(Idle execution) {
            idle.add(execution);
        }

        @Override
        public void startMapRun(int index, Header header, Command.StartMapRun mapRun, boolean resumed) {}

        @Override
        public void cancelMapRun(long execution, int entry, int attempt) {}
    }
}
