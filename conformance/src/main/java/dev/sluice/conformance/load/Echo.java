package dev.sluice.conformance.load;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.util.concurrent.CountDownLatch;

/// The web server that Sluice stands on, giving back what it is sent: how fast anything over HTTP can be here.
public final class Echo {
    private Echo() {}

    /// Serves on any free port until it is stopped. @param arguments none
    public static void main(String[] arguments) throws InterruptedException {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addRouting(HttpRouting.builder()
                        .any((request, response) ->
                                response.send(request.content().as(byte[].class))))
                .build();
        server.start();
        System.out.println("echo is ready at http://127.0.0.1:" + server.port());
        new CountDownLatch(1).await();
    }
}
