package dev.sluice.server;

import dev.sluice.core.Ids;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A running Sluice: one endpoint and everything behind it.
///
/// The port is bound first and answers 503 while the stages recover; calls are served once all of them are open.
/// Closing drains the port, stops the stages in the order data flows, and leaves nothing half done that the next start
/// would not take up.
public final class Sluice implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sluice.class.getName());

    private final SluiceConfig config;
    private final FileChannel lockFile;
    private final Gateway gateway;
    private final Services services;
    private final int port;
    private boolean closed;

    private Sluice(SluiceConfig config, FileChannel lockFile, Gateway gateway, Services services, int port) {
        this.config = config;
        this.lockFile = lockFile;
        this.gateway = gateway;
        this.services = services;
        this.port = port;
    }

    /// Starts on a data directory, recovering what a crash left; serving when this returns.
    ///
    /// @throws IllegalStateException if another process uses the directory, or the port can't be bound
    public static Sluice start(SluiceConfig config) {
        FileChannel lockFile = own(config.data());
        InstantSource clock = InstantSource.system();
        Ids ids = Ids.random();
        Security security = Security.open(config, RootKey.of(config), clock);
        Gateway gateway = new Gateway(new GatewaySettings(
                config.host(),
                config.port(),
                config.account(),
                config.region(),
                security.keys(),
                security.authorizer(),
                clock,
                ids));
        int port = gateway.start();
        Services services =
                Services.open(new Services.World(config, endpoint(config.host(), port), security, clock, ids), gateway);
        gateway.ready();
        return new Sluice(config, lockFile, gateway, services, port);
    }

    /// Where it answers, such as `http://127.0.0.1:4566`.
    public String endpoint() {
        return endpoint(config.host(), port);
    }

    /// Whether an operation of an AWS service works here, by the names AWS's models give them.
    public boolean offers(String service, String operation) {
        return gateway.offers(service, operation);
    }

    /// Asks itself how it is, over the wire, so that what a first request needs is loaded. @return whether it is well
    public boolean warm() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(endpoint() + "/health")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        gateway.close();
        services.close();
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the data directory's lock could not be released", e);
        }
    }

    /// Makes the directory, readable by its owner alone, and keeps other processes out of it.
    private static FileChannel own(Path data) {
        try {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) throw new IllegalStateException("another Sluice is running on " + data);
            return channel;
        } catch (java.nio.channels.OverlappingFileLockException e) {
            throw new IllegalStateException("this process is running a Sluice on " + data + " already", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + data, e);
        }
    }

    private static String endpoint(String host, int port) {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
    }
}
