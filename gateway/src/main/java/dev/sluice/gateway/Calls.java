package dev.sluice.gateway;

import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Constraints;
import dev.sluice.gateway.model.InputCleaner;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceEntry;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// What happens between a decoded call and its service: is it known, valid, allowed?
final class Calls implements Dispatcher {
    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private final Authorizer authorizer;

    Calls(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    void add(Service service) {
        if (ServiceEntry.named(service.name()).isEmpty()) {
            throw new IllegalArgumentException("no model of a service " + service.name());
        }
        services.put(service.name(), service);
    }

    /// Reads the models of all services, which their first calls would otherwise wait for.
    void warm() {
        services.keySet().forEach(ServiceModel::of);
    }

    boolean offers(String name, String operation) {
        Service service = services.get(name);
        return service != null && service.operations().contains(operation);
    }

    @Override
    public JsonNode call(String name, String operationName, JsonNode input, Caller caller) {
        ServiceModel model = ServiceModel.of(name)
                .orElseThrow(() ->
                        new Refused("UnknownOperationException", "There is no service " + name + " on this endpoint"));
        Operation operation = model.operation(operationName)
                .orElseThrow(
                        () -> new Refused("UnknownOperationException", name + " has no operation " + operationName));
        Service service = services.get(name);
        if (service == null || !service.operations().contains(operationName)) {
            throw new Refused(
                    "NotImplemented",
                    "The operation " + operationName + " of " + model.entry().serviceId()
                            + " is not available on this endpoint.");
        }
        JsonNode checked = operation.input() == null ? input : checked(name, operation.input(), input);
        for (Access access : service.needs(operationName, checked, caller)) allow(caller, access);
        return service.call(operationName, checked, caller);
    }

    private static JsonNode checked(String service, Shape.Structure shape, JsonNode input) {
        JsonNode cleaned = new InputCleaner(service).clean(shape, input);
        List<String> violations = Constraints.violations(shape, cleaned);
        if (violations.isEmpty()) return cleaned;
        if (service.equals("sqs")) {
            for (String member : shape.members().keySet()) {
                if (shape.required().contains(member) && !cleaned.has(member)) {
                    throw new Refused("MissingParameter", "The request must contain the parameter " + member + ".");
                }
            }
        }
        throw new Refused("ValidationException", Constraints.text(violations));
    }

    private void allow(Caller caller, Access access) {
        Authorizer.Verdict verdict = authorizer.decide(caller, access);
        if (verdict == Authorizer.Verdict.ALLOWED) return;
        String why = verdict == Authorizer.Verdict.DENIED
                ? " with an explicit deny in an identity-based policy"
                : " because no identity-based policy allows the " + access.action() + " action";
        throw new Refused(
                "AccessDeniedException",
                "User: " + caller.principal() + " is not authorized to perform: " + access.action() + " on resource: "
                        + access.resource() + why);
    }
}
