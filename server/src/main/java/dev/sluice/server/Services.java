package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.engine.Engine;
import dev.sluice.engine.EngineConfig;
import dev.sluice.engine.EnginePorts;
import dev.sluice.engine.StatusChanges;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.functions.Functions;
import dev.sluice.functions.FunctionsConfig;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.lambda.LambdaService;
import dev.sluice.gateway.s3.FormSignatures;
import dev.sluice.gateway.s3.S3;
import dev.sluice.gateway.stepfunctions.StepFunctions;
import dev.sluice.gateway.stepfunctions.Surroundings;
import dev.sluice.images.Images;
import dev.sluice.images.ImagesConfig;
import dev.sluice.images.Limits;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Origin;
import dev.sluice.server.builtin.CalledNotebook;
import dev.sluice.server.builtin.ImageFunctions;
import dev.sluice.server.builtin.StoredImages;
import dev.sluice.server.builtin.TriggerStepFunction;
import dev.sluice.server.items.ObjectItems;
import dev.sluice.server.tasks.Tasks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Opens the stages, joins them, and shows them to the gateway. Each arrow between two stages is a line of [#open].
final class Services implements AutoCloseable {
    /// Processes of users' functions alive at the same time, for each core.
    private static final int PROCESSES_PER_CORE = 4;

    private final ObjectStore objects;
    private final Functions functions;
    private final Engine engine;

    private Services(ObjectStore objects, Functions functions, Engine engine) {
        this.objects = objects;
        this.functions = functions;
        this.engine = engine;
    }

    /// What all stages are told.
    record World(SluiceConfig config, String endpoint, Security security, InstantSource clock, Ids ids) {
        Path directory(String stage) {
            return config.data().resolve(stage);
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

    /// Opens everything, oldest acknowledged work first, and adds it to the gateway.
    static Services open(World world, Gateway gateway) {
        // Functions and executions call each other: the engine is known to both sides before it is there.
        CompletableFuture<Engine> engineToCome = new CompletableFuture<>();
        ObjectStore objects = ObjectStore.open(world.directory("objects"), world.clock(), world.ids());
        Functions functions = Functions.open(
                functionsConfig(world, builtIns(world, gateway, objects, engineToCome)), world.clock(), world.ids());
        Tasks tasks = new Tasks(
                gateway,
                functions,
                () -> engineToCome.join().executions(),
                new Tasks.Place(world.config().account(), world.config().region()),
                world.clock());
        Engine engine = Engine.open(
                EngineConfig.of(
                        world.directory("engine"),
                        world.config().account(),
                        world.config().region()),
                new EnginePorts(
                        tasks,
                        new ObjectItems(objects, world.origin()),
                        (group, entry) -> {},
                        StatusChanges.NONE,
                        world.clock(),
                        world.ids()));
        engineToCome.complete(engine);
        show(world, gateway, objects, functions, engine, tasks);
        Flow flow = new Flow(gateway, new LoopGuard(), (event, lineage) -> {}, world.self(), world.ids());
        objects.deliver(flow::take);
        return new Services(objects, functions, engine);
    }

    private static void show(
            World world, Gateway gateway, ObjectStore objects, Functions functions, Engine engine, Tasks tasks) {
        SluiceConfig config = world.config();
        gateway.service(new StepFunctions(
                engine,
                new Surroundings(
                        config.account(), config.region(), Tasks::canRun, group -> true, tasks, world.clock())));
        gateway.service(new LambdaService(
                functions,
                (bucket, key) -> new StoredImages(objects, world.origin(), Limits.STANDARD).read(bucket, key)));
        gateway.objects(new S3(
                objects,
                config.region(),
                world.clock(),
                new FormSignatures(world.security().keys(), world.security().authorizer())));
    }

    private static Map<String, BuiltInFunction> builtIns(
            World world, Gateway gateway, ObjectStore objects, CompletableFuture<Engine> engine) {
        Images images = Images.open(ImagesConfig.standard());
        CalledNotebook notebook = new CalledNotebook(gateway, world.self());
        Map<String, BuiltInFunction> all = new TreeMap<>(ImageFunctions.all(
                images, new StoredImages(objects, world.origin(), Limits.STANDARD), notebook, world.clock()));
        all.put("trigger-step-function", new TriggerStepFunction(engine::join, notebook, world.clock()));
        return all;
    }

    private static FunctionsConfig functionsConfig(World world, Map<String, BuiltInFunction> builtIns) {
        return new FunctionsConfig(
                world.directory("functions"),
                world.config().region(),
                world.config().account(),
                world.endpoint(),
                PROCESSES_PER_CORE * Runtime.getRuntime().availableProcessors(),
                builtIns,
                world.security().keys());
    }

    @Override
    public void close() {
        objects.close();
        engine.close();
        functions.close();
    }
}
