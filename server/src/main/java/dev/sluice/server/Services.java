package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.engine.Engine;
import dev.sluice.engine.EngineConfig;
import dev.sluice.engine.EnginePorts;
import dev.sluice.events.Events;
import dev.sluice.events.Owner;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.functions.Functions;
import dev.sluice.functions.FunctionsConfig;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.dynamodb.DynamoDbService;
import dev.sluice.gateway.events.EventBridgeService;
import dev.sluice.gateway.iam.Iam;
import dev.sluice.gateway.iam.Sts;
import dev.sluice.gateway.lambda.LambdaService;
import dev.sluice.gateway.logs.LogsService;
import dev.sluice.gateway.s3.FormSignatures;
import dev.sluice.gateway.s3.S3;
import dev.sluice.gateway.s3.S3Json;
import dev.sluice.gateway.sns.SnsPages;
import dev.sluice.gateway.sns.SnsService;
import dev.sluice.gateway.sqs.SqsService;
import dev.sluice.gateway.stepfunctions.StepFunctions;
import dev.sluice.gateway.stepfunctions.Surroundings;
import dev.sluice.images.Images;
import dev.sluice.images.ImagesConfig;
import dev.sluice.images.Limits;
import dev.sluice.logs.Logs;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Origin;
import dev.sluice.server.builtin.CalledNotebook;
import dev.sluice.server.builtin.ImageFunctions;
import dev.sluice.server.builtin.StoredImages;
import dev.sluice.server.builtin.TriggerStepFunction;
import dev.sluice.server.items.ObjectItems;
import dev.sluice.server.tasks.Tasks;
import dev.sluice.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Opens the stages, joins them, and shows them to the gateway. Each arrow between two stages is a line here.
final class Services implements AutoCloseable {
    /// Processes of users' functions alive at the same time, for each core.
    private static final int PROCESSES_PER_CORE = 4;

    private static final Duration SWEEP_PERIOD = Duration.ofMinutes(1);

    private final World world;
    private final LoopGuard guard = new LoopGuard();
    // Functions and executions call each other: the engine is known to both sides before it is there.
    private final CompletableFuture<Engine> engineToCome = new CompletableFuture<>();
    private final ObjectStore objects;
    private final Tables tables;
    private final Logs logs;
    private final Functions functions;
    private final Events events;
    private final Tasks tasks;
    private final Engine engine;
    private final Thread sweeper;

    /// What all stages are told.
    record World(SluiceConfig config, String endpoint, Security security, InstantSource clock, Ids ids) {
        Path directory(String stage) {
            return config.data().resolve(stage);
        }

        Path file(String stage) {
            return config.data().resolve(stage + ".db");
        }

        /// The server acting for itself: handing on events, invoking targets.
        Caller self() {
            String root = Arn.of("iam", "", config.account(), "root").toString();
            return Caller.inside(config.account(), config.region(), root, ids.next());
        }

        /// The same as the object store wants it.
        Origin origin() {
            return new Origin(config.account(), config.account(), "sluice", ids.next(), "127.0.0.1", "");
        }
    }

    /// Opens everything, recovers what was under way, and adds it to the gateway.
    static Services open(World world, Gateway gateway) {
        return new Services(world, gateway);
    }

    private Services(World world, Gateway gateway) {
        this.world = world;
        SluiceConfig config = world.config();
        objects = ObjectStore.open(world.directory("objects"), world.clock(), world.ids());
        tables = Tables.open(
                world.file("tables"), new Tables.Owner(config.account(), config.region()), world.clock(), world.ids());
        logs = Logs.open(world.file("logs"), world.clock());
        functions = Functions.open(functionsConfig(builtIns(gateway)), world.clock(), world.ids());
        events = Events.open(
                world.file("events"),
                new Owner(config.account(), config.region(), world.endpoint()),
                new Targets(functions, engineToCome::join, guard),
                world.clock(),
                world.ids());
        tasks = new Tasks(
                gateway,
                functions,
                () -> engineToCome.join().executions(),
                new Tasks.Place(config.account(), config.region(), gateway::offers),
                world.clock());
        engine = Engine.open(
                EngineConfig.of(world.directory("engine"), config.account(), config.region()), enginePorts());
        engineToCome.complete(engine);
        show(gateway);
        objects.deliver(new Flow(gateway, guard, events::take, world.self(), world.ids())::take);
        events.start();
        sweeper = Thread.ofVirtual().name("sweep").start(this::sweepForever);
    }

    private EnginePorts enginePorts() {
        return new EnginePorts(
                tasks,
                new ObjectItems(objects, world.origin()),
                new ExecutionLogs(logs, world.clock().instant(), world.ids().next()),
                new StatusEvents(events::take),
                world.clock(),
                world.ids());
    }

    private void show(Gateway gateway) {
        SluiceConfig config = world.config();
        gateway.service(new StepFunctions(
                engine,
                new Surroundings(
                        config.account(),
                        config.region(),
                        tasks::canRun,
                        group -> logs.group(LogsService.nameOf(group)).isPresent(),
                        tasks,
                        world.clock())));
        gateway.service(new LambdaService(functions, images()::read));
        gateway.service(new DynamoDbService(tables));
        gateway.service(new LogsService(logs));
        gateway.service(new SnsService(events));
        gateway.service(new SqsService(events));
        gateway.service(new EventBridgeService(events));
        gateway.page(SnsPages.PREFIX, new SnsPages(events));
        Security security = world.security();
        gateway.service(new Iam(security.identities()));
        gateway.service(new Sts(security.identities()));
        S3 s3 = new S3(
                objects, config.region(), world.clock(), new FormSignatures(security.keys(), security.authorizer()));
        gateway.objects(s3);
        gateway.service(new S3Json(s3, security.authorizer()));
    }

    private StoredImages images() {
        return new StoredImages(objects, world.origin(), Limits.STANDARD);
    }

    private Map<String, BuiltInFunction> builtIns(Gateway gateway) {
        CalledNotebook notebook = new CalledNotebook(gateway, world.self());
        Map<String, BuiltInFunction> all = new TreeMap<>(
                ImageFunctions.all(Images.open(ImagesConfig.standard()), images(), notebook, world.clock()));
        all.put("trigger-step-function", new TriggerStepFunction(engineToCome::join, notebook, world.clock()));
        return all;
    }

    private FunctionsConfig functionsConfig(Map<String, BuiltInFunction> builtIns) {
        return new FunctionsConfig(
                world.directory("functions"),
                world.config().region(),
                world.config().account(),
                world.endpoint(),
                PROCESSES_PER_CORE * Runtime.getRuntime().availableProcessors(),
                builtIns,
                world.security().keys());
    }

    /// Has what is past its time deleted, in every stage that keeps such things.
    private void sweepForever() {
        try {
            while (true) {
                Thread.sleep(SWEEP_PERIOD);
                events.sweep();
                tables.sweepExpired();
                logs.sweep();
                objects.lifecycle().sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops in the order data flows, so that nothing is handed to a stage that is gone.
    @Override
    public void close() {
        sweeper.interrupt();
        objects.close();
        events.close();
        engine.close();
        functions.close();
        tables.close();
        logs.close();
        world.security().close();
    }
}
