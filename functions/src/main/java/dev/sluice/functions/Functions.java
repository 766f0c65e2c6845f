package dev.sluice.functions;

import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The functions of one Sluice: kept, changed, invoked.
///
/// Invariants: a function's change is on disk before it is answered; a process only ever runs the revision of its
/// function it was started for; an asynchronous invocation is on disk before it is accepted.
public final class Functions implements AutoCloseable {
    /// Bytes of a synchronous invocation's event.
    public static final int EVENT_BYTES_MAX = 6 << 20;

    /// Bytes of an asynchronous invocation's event.
    public static final int ASYNC_EVENT_BYTES_MAX = 1 << 20;

    private static final Pattern NAME = Pattern.compile(
            "(?:arn:[^:]*:lambda:[^:]*:)?(?:[^:]+:)?(?:function:)?([a-zA-Z0-9_-]{1,64})(?::([a-zA-Z0-9_$-]+))?");

    private final FunctionsConfig config;
    private final InstantSource clock;
    private final Ids ids;
    private final Database database;
    private final Registry registry;
    private final CodeStore code;
    private final Confinement confinement;
    private final Workers workers;
    private final Pending pending;
    private final Instant opened;

    private Functions(FunctionsConfig config, InstantSource clock, Ids ids) {
        this.config = config;
        this.clock = clock;
        this.ids = ids;
        this.opened = clock.instant();
        this.database = Database.open(config.directory().resolve("functions.db"), Registry.SCHEMA);
        this.registry = new Registry(database, this::arn);
        this.code = new CodeStore(config.directory());
        this.confinement = Confinement.prepare(config.directory());
        this.workers = new Workers(config.processesMax(), clock, this::startWorker);
        this.pending = new Pending(database, clock, this::runPending);
    }

    /// Opens the functions below `config.directory()` and takes up the asynchronous invocations left from before.
    public static Functions open(FunctionsConfig config, InstantSource clock, Ids ids) {
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Functions functions = new Functions(config, clock, ids);
        functions.code.keepOnly(
                functions.registry.all().stream().map(Function::codeId).toList());
        functions.workers.sweepEvery(Duration.ofSeconds(30));
        functions.pending.start();
        return functions;
    }

    /// Makes a function, replacing a built-in one of that name.
    ///
    /// @param zip its code
    /// @throws Refused `ResourceConflictException` if there is one already; `InvalidParameterValueException` if the
    ///     runtime or the zip can't be run here
    public Function create(String name, FunctionSettings settings, byte[] zip) {
        Runtime.of(settings.runtime());
        Function function = revised(name, settings, code.store(zip));
        if (!registry.insert(function)) {
            throw new Refused("ResourceConflictException", "Function already exist: " + name, Map.of("Type", "User"));
        }
        return function;
    }

    /// Gives a function other code. @throws Refused as [#create], or `ResourceNotFoundException`
    public Function updateCode(String nameOrArn, byte[] zip) {
        Function before = ofUser(nameOrArn);
        return replace(revised(before.name(), before.settings(), code.store(zip)));
    }

    /// Gives a function other settings. @throws Refused as [#create], or `ResourceNotFoundException`
    public Function updateSettings(String nameOrArn, UnaryOperator<FunctionSettings> change) {
        Function before = ofUser(nameOrArn);
        FunctionSettings settings = change.apply(before.settings());
        Runtime.of(settings.runtime());
        var stored = new CodeStore.Package(before.codeId(), before.codeSha256(), before.codeBytes());
        return replace(revised(before.name(), settings, stored));
    }

    /// The function of that name or ARN, made by a user or built in.
    ///
    /// @throws Refused `ResourceNotFoundException` if there is none; `InvalidParameterValueException` if it
    ///     can't be one
    public Function get(String nameOrArn) {
        String name = name(nameOrArn);
        return registry.find(name).orElseGet(() -> {
            if (!config.builtIns().containsKey(name)) {
                throw new Refused(
                        "ResourceNotFoundException", "Function not found: " + arn(name), Map.of("Type", "User"));
            }
            return builtIn(name);
        });
    }

    /// All functions by name, the built-in ones that nobody has replaced included.
    public List<Function> list() {
        Map<String, Function> all = new TreeMap<>();
        config.builtIns().keySet().forEach(name -> all.put(name, builtIn(name)));
        registry.all().forEach(function -> all.put(function.name(), function));
        return List.copyOf(all.values());
    }

    /// The zip a user's function was made of. @throws Refused as [#get]
    public byte[] codeOf(String nameOrArn) {
        return code.bytes(ofUser(nameOrArn).codeId());
    }

    /// Deletes a user's function; a built-in one it had replaced is there again. @throws Refused as [#get]
    public void delete(String nameOrArn) {
        String name = ofUser(nameOrArn).name();
        registry.delete(name);
        workers.retire(name);
    }

    /// Who may invoke a function: its resource policy's statements. @throws Refused as [#get]
    public List<JsonNode> permissions(String nameOrArn) {
        return registry.permissions(get(nameOrArn).name());
    }

    /// Adds a statement to a function's policy. @throws Refused `ResourceConflictException` if the id is taken
    public void addPermission(String nameOrArn, String statementId, JsonNode statement) {
        if (!registry.addPermission(get(nameOrArn).name(), statementId, statement)) {
            throw new Refused(
                    "ResourceConflictException",
                    "The statement id (" + statementId + ") provided already exists. Please provide a new statement id,"
                            + " or remove the existing statement.",
                    Map.of("Type", "User"));
        }
    }

    /// Removes a statement. @throws Refused `ResourceNotFoundException` if there is none of that id
    public void removePermission(String nameOrArn, String statementId) {
        if (!registry.removePermission(get(nameOrArn).name(), statementId)) {
            throw new Refused(
                    "ResourceNotFoundException",
                    "Statement " + statementId + " is not found in resource policy.",
                    Map.of("Type", "User"));
        }
    }

    /// A function's tags. @throws Refused as [#get]
    public Map<String, String> tags(String nameOrArn) {
        return registry.tags(get(nameOrArn).name());
    }

    /// Sets tags. @throws Refused as [#get]
    public void tag(String nameOrArn, Map<String, String> tags) {
        registry.tag(get(nameOrArn).name(), tags);
    }

    /// Removes tags. @throws Refused as [#get]
    public void untag(String nameOrArn, List<String> keys) {
        registry.untag(get(nameOrArn).name(), keys);
    }

    /// Runs a function and waits for its answer.
    ///
    /// @param event one JSON text, at most [#EVENT_BYTES_MAX]
    /// @param lineage where the event came from; handed on to whatever the function calls
    /// @throws Refused if it isn't there, the event is no JSON or too large, or too many invocations are under way
    public Invocation invoke(String nameOrArn, byte[] event, String lineage) {
        Function function = get(nameOrArn);
        if (event.length > EVENT_BYTES_MAX) throw tooLarge(EVENT_BYTES_MAX);
        byte[] payload = event.length == 0 ? new byte[] {'{', '}'} : event;
        try {
            JsonNode parsed = Json.parse(payload);
            return function.builtIn() ? runBuiltIn(function, parsed, lineage) : runConfined(function, payload, lineage);
        } catch (MalformedJson e) {
            throw new Refused(
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getMessage(),
                    Map.of("Type", "User"));
        }
    }

    /// Accepts an event for later: it is on disk when this returns, and tried up to three times.
    ///
    /// @throws Refused as [#invoke], with [#ASYNC_EVENT_BYTES_MAX]
    public void invokeLater(String nameOrArn, byte[] event, String lineage) {
        Function function = get(nameOrArn);
        if (event.length > ASYNC_EVENT_BYTES_MAX) throw tooLarge(ASYNC_EVENT_BYTES_MAX);
        if (!pending.add(function.name(), event, lineage)) {
            throw new Refused("TooManyRequestsException", "Rate Exceeded.");
        }
    }

    /// Ends all processes; asynchronous invocations not done are taken up again by the next [#open].
    @Override
    public void close() {
        pending.close();
        workers.close();
        database.close();
    }

    private Invocation runBuiltIn(Function function, JsonNode event, String lineage) {
        BuiltInFunction code =
                java.util.Objects.requireNonNull(config.builtIns().get(function.name()));
        try {
            return new Invocation.Returned(code.handle(event, new BuiltInFunction.Call(ids.next(), lineage)), "");
        } catch (FunctionError e) {
            return new Invocation.Failed(e.type(), String.valueOf(e.getMessage()), described(e.type(), e), "");
        } catch (Refused e) {
            return new Invocation.Failed(e.code(), e.text(), described(e.code(), e), "");
        }
    }

    private Invocation runConfined(Function function, byte[] payload, String lineage) {
        Worker worker = null;
        boolean reusable = false;
        try {
            worker = workers.acquire(function);
            Duration timeout = Duration.ofSeconds(function.settings().timeoutSeconds());
            Invocation invocation = worker.invoke(
                    new RuntimeApi.Event(
                            ids.next(), function.arn(), clock.millis() + timeout.toMillis(), trace(lineage), payload),
                    timeout);
            reusable = true;
            return invocation;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("ServiceException", "The invocation was interrupted.");
        } finally {
            if (worker != null) workers.release(worker, reusable);
        }
    }

    private boolean runPending(Pending.Call call) {
        try {
            return invoke(call.function(), call.payload(), call.lineage()) instanceof Invocation.Returned;
        } catch (Refused e) {
            return e.code().equals("ResourceNotFoundException") || e.code().equals("InvalidRequestContentException");
        }
    }

    private Worker startWorker(Function function, int slot) {
        try {
            var sandbox = config.directory().resolve("workers").resolve(ids.next());
            Files.createDirectories(sandbox.resolve("tmp"));
            Runtime runtime = Runtime.of(function.settings().runtime());
            Confinement.Plan plan =
                    confinement.plan(runtime, function.settings(), code.directory(function.codeId()), sandbox, slot);
            return new Worker(function, slot, sandbox, plan, environment(function));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Runtime variables</a>
    private Map<String, String> environment(Function function) {
        FunctionSettings settings = function.settings();
        FunctionsConfig.Keys keys = config.credentials().of(settings.role(), function.name());
        Map<String, String> environment = new TreeMap<>(settings.environment());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("AWS_ENDPOINT_URL", config.endpoint());
        environment.put("AWS_REGION", config.region());
        environment.put("AWS_DEFAULT_REGION", config.region());
        environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
        if (!keys.sessionToken().isEmpty()) environment.put("AWS_SESSION_TOKEN", keys.sessionToken());
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + settings.runtime());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "[$LATEST]" + function.revision());
        environment.put("_HANDLER", settings.handler());
        return environment;
    }

    private Function replace(Function function) {
        registry.replace(function);
        workers.retire(function.name());
        return function;
    }

    private Function ofUser(String nameOrArn) {
        Function function = get(nameOrArn);
        if (function.builtIn()) {
            throw new Refused(
                    "InvalidParameterValueException",
                    function.name() + " is built into Sluice; create a function of that name to replace it.");
        }
        return function;
    }

    private Function revised(String name, FunctionSettings settings, CodeStore.Package stored) {
        return new Function(
                name, arn(name), settings, stored.id(), stored.sha256(), stored.bytes(), clock.instant(), ids.next());
    }

    private Function builtIn(String name) {
        FunctionSettings settings =
                new FunctionSettings("provided.sluice", name, arnOfRole(), "Built into Sluice", 60, 1_024, Map.of());
        return new Function(name, arn(name), settings, Function.BUILT_IN, "", 0, opened, Function.BUILT_IN);
    }

    private String arn(String name) {
        return Arn.of("lambda", config.region(), config.account(), "function:" + name)
                .toString();
    }

    private String arnOfRole() {
        return Arn.of("iam", "", config.account(), "role/sluice-built-in").toString();
    }

    /// One account lives here, so a function is told by its name, whatever account and region its ARN is written with.
    private static String name(String nameOrArn) {
        Matcher matcher = NAME.matcher(nameOrArn);
        if (!matcher.matches()) {
            throw new Refused(
                    "ValidationException",
                    "1 validation error detected: Value '" + nameOrArn
                            + "' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                            + " (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
                            + "([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?");
        }
        String qualifier = matcher.group(2);
        if (qualifier != null && !qualifier.equals("$LATEST")) {
            throw new Refused(
                    "ResourceNotFoundException",
                    "Function not found: " + nameOrArn + " (this Sluice keeps $LATEST only, no versions or aliases)",
                    Map.of("Type", "User"));
        }
        return matcher.group(1);
    }

    /// The trace header that AWS's SDKs send along with every call the code makes; Lambda's loop detection lives in it.
    ///
    /// @see <a
    ///     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">
    ///     Tracing header</a>
    private String trace(String lineage) {
        String id = ids.next().replace("-", "");
        String root = "Root=1-" + Long.toHexString(clock.millis() / 1_000) + "-" + id.substring(0, 24);
        String head = root + ";Parent=" + id.substring(16) + ";Sampled=0";
        return lineage.isEmpty() ? head : head + ";Lineage=" + lineage;
    }

    private static JsonNode described(String type, Throwable e) {
        return Json.object("errorType", type, "errorMessage", String.valueOf(e.getMessage()));
    }

    private static Refused tooLarge(int bytesMax) {
        return new Refused(
                "RequestTooLargeException",
                "Request must be smaller than " + bytesMax + " bytes for the InvokeFunction operation");
    }
}
