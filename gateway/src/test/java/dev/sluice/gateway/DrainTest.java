package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DrainTest {
    @Test
    void stopping_lets_a_request_under_way_end_and_tells_health_and_callers_before() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        RunningGateway running = new RunningGateway();
        running.states.on("CreateActivity", (input, caller) -> {
            arrived.countDown();
            await(go);
            return Json.parse("{\"activityArn\":\"a\",\"creationDate\":1}");
        });
        try (SigningClient client = new SigningClient(running.url());
                HttpClient plain = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> slow =
                    threads.submit(() -> client.json("states", "AWSStepFunctions.CreateActivity", "{\"name\":\"n\"}"));
            await(arrived);
            Future<?> stopped = threads.submit(running::close);
            int health;
            do {
                var asked = HttpRequest.newBuilder(URI.create(running.url() + "/health"))
                        .build();
                health = plain.send(asked, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } while (health == 200);
            assertThat(health).isEqualTo(503);
            HttpResponse<String> late = client.json("states", "AWSStepFunctions.ListStateMachines", "{}");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(stopped.isDone()).isFalse();
            go.countDown();
            assertThat(slow.get().statusCode()).isEqualTo(200);
            stopped.get();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
