package dev.sluice.server.tasks;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Executions;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import dev.sluice.functions.Functions;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Dispatcher;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.server.Descent;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs Task states on the services of this server.
public final class Tasks implements TaskTarget {
    private final Dispatcher services;
    private final FunctionTask functions;
    private final Supplier<Executions> executions;
    private final String account;
    private final String region;
    private final BiPredicate<String, String> offers;
    private final InstantSource clock;
    private final Ids ids;

    /// @param executions asked for late: the engine is opened with this
    public Tasks(
            Dispatcher services,
            Functions functions,
            Supplier<Executions> executions,
            Place place,
            InstantSource clock) {
        this.services = services;
        this.ids = Ids.random();
        this.functions = new FunctionTask(functions, clock, ids);
        this.executions = executions;
        this.account = place.account();
        this.region = place.region();
        this.offers = place.offers();
        this.clock = clock;
    }

    /// Where this server says it is, and which operations of which services it offers.
    public record Place(String account, String region, BiPredicate<String, String> offers) {}

    /// Whether a Task state's Resource can be run here; activities aside, which the engine runs by itself.
    public boolean canRun(String resource) {
        return Resource.of(resource)
                .filter(parsed -> switch (parsed) {
                    case Resource.FunctionArn function -> true;
                    case Resource.Sdk(var service, var operation, var waits) ->
                        exists(service, operation) && waits != Resource.Waits.SYNC && waits != Resource.Waits.SYNC_2;
                    case Resource.Optimized(var service, var name, var operation, var waits) ->
                        OptimizedOperations.has(name, operation, waits) && exists(service, operation);
                })
                .isPresent();
    }

    @Override
    public TaskResult run(TaskRequest request) throws InterruptedException {
        Resource resource = Resource.of(request.resource())
                .orElseThrow(() -> new IllegalArgumentException("nothing runs " + request.resource()));
        return switch (resource) {
            case Resource.FunctionArn(var arn) -> functions.byArn(arn, request.parameters(), lineage(request));
            case Resource.Sdk(var service, var operation, var waits) -> later(waits, sdk(service, operation, request));
            case Resource.Optimized(var service, var name, var operation, var waits) ->
                later(
                        waits,
                        name.equals("lambda")
                                ? functions.invoke(request.parameters(), lineage(request))
                                : optimized(service, operation, request));
        };
    }

    @Override
    public TaskResult await(TaskRequest request, JsonNode submitted) throws InterruptedException {
        boolean parsed = request.resource().endsWith(":2");
        return new NestedExecution(executions.get())
                .await(submitted.path("ExecutionArn").asString(), parsed);
    }

    @Override
    public void cancel(TaskRequest request, JsonNode submitted) {
        new NestedExecution(executions.get())
                .cancel(submitted.path("ExecutionArn").asString());
    }

    private TaskResult sdk(SdkService service, String operation, TaskRequest request) {
        String requestId = ids.next();
        try {
            return new TaskResult.Succeeded(call(service, operation, request.parameters(), request, requestId));
        } catch (Refused refused) {
            return SdkError.sdk(service, refused, requestId);
        }
    }

    private TaskResult optimized(SdkService service, String operation, TaskRequest request) {
        String requestId = ids.next();
        JsonNode parameters = OptimizedOperations.prepared(service, operation, request);
        Optional<TaskResult> impossible = OptimizedOperations.unreachable(service, parameters);
        if (impossible.isPresent()) return impossible.get();
        try {
            ObjectNode answer = (ObjectNode) call(service, operation, parameters, request, requestId);
            if (answer.path("FailedEntryCount").asInt(0) > 0) {
                return new TaskResult.Failed("EventBridge.FailedEntry", Json.write(answer));
            }
            SdkMetadata.add(answer, SdkMetadata.headers(service, answer), requestId, clock.instant());
            return new TaskResult.Succeeded(answer);
        } catch (Refused refused) {
            return SdkError.optimized(service, refused, requestId);
        }
    }

    private JsonNode call(SdkService service, String name, JsonNode parameters, TaskRequest request, String requestId) {
        Operation operation = ServiceModel.of(service.model())
                .flatMap(model -> model.operation(name))
                .orElseThrow(() -> new Refused("UnknownOperationException", "Unknown operation " + name));
        JsonNode input = operation.input() == null ? Json.object() : SdkShapes.toModel(operation.input(), parameters);
        Caller caller =
                Caller.inside(account, region, request.roleArn(), requestId).withLineage(lineage(request));
        JsonNode output = services.call(service.model(), name, input, caller);
        return operation.output() == null ? Json.object() : SdkShapes.fromModel(operation.output(), output);
    }

    /// A state that waits takes the answer as a receipt only.
    private static TaskResult later(Resource.Waits waits, TaskResult result) {
        boolean receipt = waits != Resource.Waits.REQUEST_RESPONSE && result instanceof TaskResult.Succeeded;
        return receipt ? new TaskResult.Submitted(((TaskResult.Succeeded) result).output()) : result;
    }

    private static String lineage(TaskRequest request) {
        return Descent.of(request.lineage()).toString();
    }

    private boolean exists(SdkService service, String operation) {
        return offers.test(service.model(), operation);
    }
}
