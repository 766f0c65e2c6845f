package dev.sluice.gateway;

import dev.sluice.gateway.http.Front;
import dev.sluice.gateway.http.Port;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The one endpoint. Add services, then [#start]; [#ready] once recovery is over; [#close] drains.
public final class Gateway implements Dispatcher, AutoCloseable {
    private final GatewaySettings settings;
    private final Calls calls;
    private final Front front;
    private final AtomicReference<@Nullable Port> port = new AtomicReference<>();

    /// A gateway that listens to nothing yet.
    public Gateway(GatewaySettings settings) {
        this.settings = settings;
        calls = new Calls(settings.authorizer());
        front = new Front(settings, calls);
    }

    /// Adds a service. Before [#ready] only.
    ///
    /// @throws IllegalArgumentException if there is no model of it
    public Gateway service(Service service) {
        calls.add(service);
        return this;
    }

    /// Sets who answers whatever no other service claims: S3. Before [#ready] only.
    public Gateway objects(RawService service) {
        front.objects(service);
        return this;
    }

    /// Answers unsigned requests to a path and all below it, such as `/metrics`. Before [#start] only.
    public Gateway page(String prefix, RawService service) {
        front.page(prefix, service);
        return this;
    }

    /// Binds the port. `/health` answers 503 until [#ready]; AWS calls answer `ServiceUnavailable` as long.
    ///
    /// @return the port bound
    /// @throws IllegalStateException if it can't be bound
    public int start() {
        Port bound = Port.bind(settings.host(), settings.port(), front);
        port.set(bound);
        return bound.number();
    }

    /// From now on calls are served and `/health` answers 200.
    public void ready() {
        front.ready(true);
        // Behind the first answers rather than before them: a cold start is measured by the first.
        Thread.ofVirtual().name("models").start(calls::warm);
    }

    /// Refuses new requests, lets running ones end (5 seconds at most) and closes the port.
    @Override
    public void close() {
        front.ready(false);
        front.drain();
        Port bound = port.getAndSet(null);
        if (bound != null) bound.close();
    }

    @Override
    public JsonNode call(String service, String operation, JsonNode input, Caller caller) {
        return calls.call(service, operation, input, caller);
    }

    /// Whether a service added here has an operation of that name.
    public boolean offers(String service, String operation) {
        return calls.offers(service, operation);
    }
}
