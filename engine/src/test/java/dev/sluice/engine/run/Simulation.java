package dev.sluice.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TaskStage;
import dev.sluice.core.Json;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.Machine;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.tasks.TokenCodec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The engine's durable core on one thread, in virtual time, under a seeded scheduler that crashes it, fails its disk,
/// answers its tasks late, twice or never, and lets its clock jump. The same seed does the same again.
final class Simulation implements Outside {
    static final int PARTITIONS = 3;
    private static final int EXECUTIONS = 6;
    private static final int ROUNDS = 250;
    private static final int QUIET_ROUNDS_MAX = 20_000;
    private static final long START_MILLIS = 1_700_000_000_000L;

    private final SplittableRandom random;
    private final Defect defect;
    private final MemoryJournal journal;
    private final MemoryArchive archive;
    private final List<Revision> revisions = new ArrayList<>();
    private final Map<String, Inbound.Start> asked = new LinkedHashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<Reply<Inbound.Outcome>> replies = new ArrayList<>();
    private final List<Attempt> calls = new ArrayList<>();
    private final Set<String> results = new HashSet<>();
    private final ArrayDeque<List<Committer.Committed>> backlog = new ArrayDeque<>();
    private List<Partition> partitions = List.of();
    private List<ArrayDeque<Inbound>> mailboxes = List.of();
    private Committer committer;
    private Projector projector;
    private long nowMillis = START_MILLIS;
    private boolean quiet;
    int crashes;
    int asides;

    /// Defects planted on purpose: the simulation must find each of them.
    enum Defect {
        NONE,
        ACKNOWLEDGED_BEFORE_THE_COMMIT,
        TIMER_FORGOTTEN_ON_RECOVERY,
        RESULT_APPLIED_TWICE
    }

    Simulation(long seed, Defect defect) {
        this.random = new SplittableRandom(seed);
        this.defect = defect;
        this.journal = new MemoryJournal(random.split());
        this.archive = new MemoryArchive(random.split());
        for (String definition : SimulatedMachines.DEFINITIONS) revisions.add(revision(definition));
        this.projector = new Projector(archive, segment -> {});
        this.committer = new Committer(journal, new Backlog(), 0);
        recover();
    }

    void run() throws InterruptedException {
        journal.failures(0.05);
        archive.failures(0.05);
        for (int round = 0; round < ROUNDS; round++) act(random.nextInt(100));
        quiet = true;
        journal.failures(0);
        archive.failures(0);
        for (int round = 0; round < QUIET_ROUNDS_MAX && !finished(); round++) act(random.nextInt(92));
        assertThat(finished()).as("every execution ends").isTrue();
        SimulatedHistories.check(archive, this::revisionOf);
        for (String arn : acknowledged) {
            assertThat(archive.find(arn)).as("acknowledged " + arn).isPresent();
        }
    }

    private void act(int dice) throws InterruptedException {
        if (dice < 8) ask();
        else if (dice < 40) step(random.nextInt(PARTITIONS));
        else if (dice < 58) commit();
        else if (dice < 66) project();
        else if (dice < 86) answer();
        else if (dice < 92) advanceClock();
        else if (dice < 95) crash();
        else if (dice < 97) stopOne();
        else nowMillis -= random.nextInt(5_000);
    }

    private void ask() {
        if (asked.size() >= EXECUTIONS && (asked.isEmpty() || random.nextInt(3) > 0)) return;
        int number = random.nextInt(EXECUTIONS);
        Revision revision = revisions.get(number % revisions.size());
        String arn = "arn:aws:states:us-east-1:000000000000:execution:m:" + number;
        Header header = new Header(
                0,
                arn,
                "" + number,
                revision.number(),
                revision.arn(),
                null,
                null,
                false,
                null,
                Lineage.NONE,
                revision.arn(),
                null,
                0);
        int partition = Core.index(arn, PARTITIONS);
        // As the facade does: the archive is asked first, and the partition notices if that was too early.
        long evictions = partitions.get(partition).evictions();
        // Asking again brings back what was put aside, which would heal the very defects looked for at the end.
        if (quiet && acknowledged.contains(arn)) return;
        if (archive.find(arn).map(row -> row.status().closed()).orElse(false)) return;
        archive.find(arn).ifPresent(row -> bringBack(row.header()));
        Reply<Inbound.Outcome> reply = new Reply<>();
        Inbound.Start start = new Inbound.Start(
                header,
                revision,
                Json.parse("{\"n\":" + number + "}"),
                "{\"n\":" + number + "}",
                evictions,
                null,
                reply);
        asked.put(arn, start);
        replies.add(reply);
        mailboxes.get(partition).add(start);
    }

    private void stopOne() {
        String arn = "arn:aws:states:us-east-1:000000000000:execution:m:" + random.nextInt(EXECUTIONS);
        mailboxes
                .get(Core.index(arn, PARTITIONS))
                .add(new Inbound.Stop(arn, new Failure("Stopped", null), new Reply<>()));
    }

    private void step(int index) {
        List<Inbound> inbound = new ArrayList<>();
        ArrayDeque<Inbound> mailbox = mailboxes.get(index);
        for (int i = random.nextInt(4); i >= 0 && !mailbox.isEmpty(); i--) inbound.add(mailbox.remove());
        Batch batch = partitions.get(index).step(inbound, Instant.ofEpochMilli(nowMillis));
        if (defect == Defect.ACKNOWLEDGED_BEFORE_THE_COMMIT) {
            batch.release();
            noteAcknowledgements();
            batch = new Batch(batch.partition(), batch.blob(), batch.segments(), List.of());
        }
        if (!batch.decidedNothing() || !batch.effects().isEmpty()) {
            committer.submit(new Committer.Submission(batch, () -> {}));
        }
    }

    private void commit() throws InterruptedException {
        committer.commitReady(1 + random.nextInt(4));
        noteAcknowledgements();
    }

    private void noteAcknowledgements() {
        for (Reply<Inbound.Outcome> reply : replies) {
            if (!reply.done()) continue;
            if (reply.await() instanceof Inbound.Outcome.Running(View view))
                acknowledged.add(view.header().arn());
        }
        replies.removeIf(Reply::done);
    }

    private void project() {
        if (backlog.isEmpty()) return;
        List<Committer.Committed> span = new ArrayList<>(backlog.peek());
        try {
            List<Projector.Taken> taken = projector.project(span);
            backlog.remove();
            for (Projector.Taken each : taken) {
                mailboxes
                        .get(Core.index(each.header().arn(), PARTITIONS))
                        .add(new Inbound.Archived(
                                List.of(new Inbound.Archived.Share(each.header().id(), each.segments()))));
            }
            journal.truncate(archive.position(), random.nextInt(3));
        } catch (dev.sluice.journal.StorageException full) {
            // Tried again another time, as the projector's loop does.
        }
    }

    private void answer() {
        if (calls.isEmpty()) return;
        int which = random.nextInt(calls.size());
        Attempt call = random.nextInt(4) == 0 ? calls.get(which) : calls.remove(which);
        if (random.nextInt(5) == 0) return; // Never, or later: the call stays or is forgotten.
        Signal signal = random.nextInt(4) == 0
                ? new Signal.TaskFailed(call.entry(), call.attempt(), TaskStage.FAILED, new Failure("Broken", "c"))
                : new Signal.TaskSucceeded(
                        call.entry(), call.attempt(), Json.parse("{\"n\":" + random.nextInt(9) + "}"));
        mailboxes.get(call.partition()).add(new Inbound.Tell(call.header().id(), signal, null));
    }

    private void advanceClock() {
        long next = archive.nextDue();
        for (Partition partition : partitions) next = Math.min(next, partition.nextMillis());
        if (next == Long.MAX_VALUE || next < nowMillis) nowMillis += random.nextInt(1_000);
        else nowMillis = quiet || random.nextBoolean() ? Math.max(nowMillis, next) : nowMillis + random.nextInt(3_000);
        bringBack();
    }

    /// As the attic does: executions put aside come back before they are due.
    private void bringBack() {
        for (Archive.Stored stored : archive.dueBetween(1, nowMillis + 45_000)) bringBack(stored.header());
    }

    private void bringBack(Header header) {
        int partition = Core.index(header.arn(), PARTITIONS);
        long evictions = partitions.get(partition).evictions();
        Running running = new Recovery(archive, this::revisionOf).replay(header);
        mailboxes.get(partition).add(new Inbound.Adopt(running, evictions, new Reply<>()));
    }

    private void crash() {
        crashes++;
        noteAcknowledgements();
        replies.clear();
        calls.clear();
        backlog.clear();
        if (defect == Defect.RESULT_APPLIED_TWICE) archive.losePosition();
        committer = new Committer(journal, new Backlog(), 0);
        journal.failures(0);
        archive.failures(0);
        recover();
        journal.failures(0.05);
        archive.failures(0.05);
        for (String arn : acknowledged) {
            assertThat(archive.find(arn))
                    .as("acknowledged " + arn + " after a crash")
                    .isPresent();
        }
    }

    private void recover() {
        Recovery recovery = new Recovery(archive, this::revisionOf);
        recovery.catchUp(journal, projector);
        AtomicLong ids = new AtomicLong(archive.lastExecution());
        TokenCodec tokens = new TokenCodec(new byte[32]);
        partitions = new ArrayList<>();
        mailboxes = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            Partition.Sources sources = new Partition.Sources(random.split(), ids::incrementAndGet, 1_000);
            partitions.add(new Partition(i, this, tokens, sources, nowMillis));
            mailboxes.add(new ArrayDeque<>());
        }
        recovery.eachOpen(nowMillis + 45_000, running -> {
            boolean waits = running.execution().outstanding().stream().anyMatch(Command.ArmTimer.class::isInstance);
            if (defect == Defect.TIMER_FORGOTTEN_ON_RECOVERY && waits) return;
            mailboxes
                    .get(Core.index(running.header().arn(), PARTITIONS))
                    .add(new Inbound.Adopt(running, 0, new Reply<>()));
        });
    }

    private boolean finished() {
        boolean idle = backlog.isEmpty() && mailboxes.stream().allMatch(ArrayDeque::isEmpty);
        if (!idle || archive.position() < journal.lastPosition()) return false;
        return archive.rows().stream().allMatch(row -> row.status() != ExecutionStatus.RUNNING)
                && acknowledged.stream().allMatch(arn -> archive.find(arn).isPresent());
    }

    @Override
    public void schedule(Attempt attempt) {
        String key = attempt.header().arn() + "/" + attempt.entry() + "/" + attempt.attempt();
        assertThat(results)
                .as("an attempt whose result is recorded is not made again")
                .doesNotContain(key);
        calls.add(attempt);
        mailboxes
                .get(attempt.partition())
                .add(new Inbound.Tell(
                        attempt.header().id(), new Signal.TaskStarted(attempt.entry(), attempt.attempt(), null), null));
    }

    @Override
    public void idle(Idle idle) {
        archive.putAside(Map.of(idle.execution(), idle.dueMillis()));
        asides++;
        mailboxes.get(idle.partition()).add(new Inbound.PutAside(idle.execution(), idle.segments()));
    }

    @Override
    public void cancel(long execution, int entry, int attempt) {}

    @Override
    public void startMapRun(int partition, Header header, Command.StartMapRun mapRun, boolean resumed) {}

    @Override
    public void cancelMapRun(long execution, int entry, int attempt) {}

    private Revision revisionOf(Header header) {
        return revisions.get((int) header.revision());
    }

    private Revision revision(String definition) {
        Machine.Settings settings = new Machine.Settings(definition, "role", Machine.Logging.OFF, false, null);
        return new Revision(
                revisions.size(),
                "arn:aws:states:us-east-1:000000000000:stateMachine:m",
                "m",
                Machine.Type.STANDARD,
                settings,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                StateMachine.parse(Json.parse(definition)));
    }

    /// What the projector has still to take in; it also notes which attempts have a recorded result.
    private final class Backlog implements Committer.Follower {
        private final Map<String, Map<Integer, int[]>> attempts = new HashMap<>();

        @Override
        public void committed(List<Committer.Committed> batches) {
            backlog.add(List.copyOf(batches));
            for (Committer.Committed batch : batches) {
                for (Segment segment : batch.segments()) {
                    for (Event event : segment.events()) note(segment.header().arn(), event);
                }
            }
        }

        private void note(String arn, Event event) {
            Map<Integer, int[]> frames = attempts.computeIfAbsent(arn, _ -> new HashMap<>());
            int frame = event.stamp().frame();
            switch (event) {
                case Event.StateEntered entered ->
                    frames.put(frame, new int[] {entered.stamp().id(), 0});
                case Event.TaskScheduled scheduled
                when frames.containsKey(frame) -> frames.get(frame)[1] = scheduled.attempt();
                case Event.TaskSucceeded _ -> recorded(arn, frames.get(frame));
                case Event.TaskFailed _ -> recorded(arn, frames.get(frame));
                default -> {} // The other kinds say nothing about a call.
            }
        }

        private void recorded(String arn, int[] place) {
            if (place != null) results.add(arn + "/" + place[0] + "/" + place[1]);
        }

        @Override
        public long safePosition() {
            return archive.position();
        }
    }
}
