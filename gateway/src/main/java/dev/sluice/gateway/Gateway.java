package dev.sluice.gateway;

import dev.sluice.core.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The one endpoint. Add services, then [#start]; [#ready] once recovery is over; [#stop] drains.
public final class Gateway implements Dispatcher, AutoCloseable {
    private final GatewaySettings settings;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final List<Page> pages = new ArrayList<>();
    private @Nullable RawService objects;
    private volatile boolean ready;

    private record Page(String prefix, RawService service) {}

    /// A gateway that listens to nothing yet.
    public Gateway(GatewaySettings settings) {
        this.settings = settings;
    }

    /// Adds a service. Before [#start] only.
    public Gateway service(Service service) {
        services.put(service.name(), service);
        return this;
    }

    /// Sets who answers whatever no other service claims: S3. Before [#start] only.
    public Gateway objects(RawService service) {
        objects = service;
        return this;
    }

    /// Answers unsigned requests to a path and all below it, such as `/metrics`. Before [#start] only.
    public Gateway page(String prefix, RawService service) {
        pages.add(new Page(prefix, service));
        return this;
    }

    /// Binds the port. `/health` answers 503 until [#ready]; AWS calls answer `ServiceUnavailable` as long.
    ///
    /// @return the port bound
    public int start() {
        return settings.port();
    }

    /// From now on calls are served and `/health` answers 200.
    public void ready() {
        ready = true;
    }

    /// Refuses new requests, lets running ones end (10 seconds at most) and closes the port.
    @Override
    public void close() {
        ready = false;
    }

    @Override
    public JsonNode call(String service, String operation, JsonNode input, Caller caller) {
        Service target = services.get(service);
        if (target == null || !target.operations().contains(operation)) {
            throw new Refused("UnknownOperationException", "Unknown operation: " + service + ":" + operation);
        }
        return target.call(operation, input, caller);
    }
}
