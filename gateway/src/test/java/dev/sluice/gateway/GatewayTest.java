package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The port as strangers see it: unsigned, malformed and hostile requests.
class GatewayTest {
    private static RunningGateway running;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        running = new RunningGateway();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(running.url() + path));
    }

    @Test
    void health_and_pages_answer_without_a_signature() throws Exception {
        assertThat(send(to("/health")).statusCode()).isEqualTo(200);
        assertThat(send(to("/metrics")).body()).isEqualTo("up 1\n");
    }

    @Test
    void an_unsigned_request_to_an_object_is_denied_unless_it_is_public() throws Exception {
        HttpResponse<String> denied = send(to("/bucket/key"));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("<Code>AccessDenied</Code><Message>Access Denied</Message>");
        assertThat(denied.headers().firstValue("x-amz-request-id")).isPresent();
        HttpResponse<String> missing = send(to("/public/key"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("<Code>NoSuchKey</Code>").contains("<Key>/public/key</Key>");
    }

    @Test
    void an_unsigned_call_lacks_an_authentication_token_in_every_protocol() throws Exception {
        HttpResponse<String> json = send(to("/").header("X-Amz-Target", "AWSStepFunctions.ListStateMachines")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.body())
                .isEqualTo(
                        "{\"__type\":\"MissingAuthenticationTokenException\",\"message\":\"Missing Authentication Token\"}");
        HttpResponse<String> rest = send(to("/2015-03-31/functions/"));
        assertThat(rest.statusCode()).isEqualTo(403);
        assertThat(rest.headers().firstValue("x-amzn-ErrorType")).contains("MissingAuthenticationTokenException");
        HttpResponse<String> query = send(to("/?Action=GetCallerIdentity&Version=2011-06-15"));
        assertThat(query.statusCode()).isEqualTo(403);
        assertThat(query.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void paths_reach_the_object_store_exactly_as_sent() throws Exception {
        String answer = talk("GET /public//a/../b%2Fc%20d?x=%2f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404").contains("<Key>/public//a/../b%2Fc%20d</Key>");
    }

    @Test
    void hostile_requests_get_a_clear_answer_and_the_port_goes_on() throws Exception {
        assertThat(talk("GET /public/%ff?x=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("<Code>InvalidURI</Code>");
        assertThat(talk("GET /?%zz=1 HTTP/1.1\r\nHost: x\r\n\r\n")).contains("<Code>InvalidURI</Code>");
        assertThat(talk("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(talk("nonsense\r\n\r\n")).isEmpty();
        assertThat(
                        talk(
                                "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: AWS4-HMAC-SHA256 Credential=\r\nConnection: close\r\n\r\n"))
                .contains("AuthorizationHeaderMalformed");
        assertThat(send(to("/health")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_whose_framing_breaks_is_told_so_and_ends_its_connection() throws Exception {
        assertThat(talk("PUT /public/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>IncompleteBody</Code>");
        assertThat(talk("PUT /public/a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(talk("PUT /public/a HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999999\r\n\r\n"))
                .contains("<Code>EntityTooLarge</Code>");
    }

    @Test
    void a_denied_upload_is_not_asked_to_continue() throws Exception {
        String answer = talk("PUT /private/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
                + "Content-Length: 1000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403");
    }

    private static String talk(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
