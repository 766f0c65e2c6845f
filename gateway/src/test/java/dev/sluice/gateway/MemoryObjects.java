package dev.sluice.gateway;

import dev.sluice.core.Refused;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The least that can stand behind the gateway's streaming side: PUT, GET and HEAD of whole objects.
final class MemoryObjects implements RawService {
    final Map<String, byte[]> stored = new ConcurrentHashMap<>();

    @Override
    public void handle(RawRequest request, RawResponse response) throws IOException {
        String key = request.hostBucket().map(bucket -> "/" + bucket).orElse("") + request.rawPath();
        switch (request.method()) {
            case "PUT" -> {
                stored.put(key, request.body().readAllBytes());
                response.header("ETag", "\"e\"").send();
            }
            case "GET" -> response.send(find(key));
            case "HEAD" ->
                response.header("Content-Length", String.valueOf(find(key).length))
                        .send();
            default ->
                throw new Refused("MethodNotAllowed", "The specified method is not allowed against this resource.");
        }
    }

    private byte[] find(String key) {
        byte[] bytes = stored.get(key);
        if (bytes == null) throw new Refused("NoSuchKey", "The specified key does not exist.", Map.of("Key", key));
        return bytes;
    }

    @Override
    public boolean allowsAnonymous(RawRequest request) {
        return request.rawPath().startsWith("/public/");
    }
}
