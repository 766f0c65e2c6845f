package dev.sluice.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what no SDK would send: old protocols, broken bodies. Written apart from the verifier it tests.
final class SigningClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    SigningClient(String url) {
        this.url = url;
    }

    HttpResponse<String> json(String service, String target, String body) throws IOException, InterruptedException {
        Map<String, String> headers = Map.of("x-amz-target", target, "content-type", "application/x-amz-json-1.0");
        return post(service, "/", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> form(String service, String path, String body) throws IOException, InterruptedException {
        Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        return post(service, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String service, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        try {
            return send(service, path, headers, body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String service, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException, GeneralSecurityException {
        String time = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .format(Instant.now().atOffset(ZoneOffset.UTC));
        String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", URI.create(url).getAuthority());
        signed.put("x-amz-date", time);
        var canonical = new StringBuilder("POST\n" + path.replace("%", "%25") + "\n\n");
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        canonical.append('\n').append(names).append('\n').append(sha256(body));
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + RunningGateway.ROOT.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) key = hmac(key, part);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + RunningGateway.ROOT.id() + "/" + scope + ", SignedHeaders="
                                + names + ", Signature=" + HexFormat.of().formatHex(hmac(key, toSign)));
        signed.forEach((name, value) -> {
            if (!name.equals("host")) request.header(name, value);
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void close() {
        http.close();
    }
}
