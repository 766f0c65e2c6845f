package dev.sluice.events.delivery;

import dev.sluice.core.Refused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import tools.jackson.databind.node.ObjectNode;

/// Posts to a subscriber's endpoint and looks at nothing but the status.
///
/// It connects to the very address that was checked: asking the name a second time could give another one, such as a
/// cloud's metadata service.
final class HttpPost {
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int READ_MILLIS_MAX = 15_000;
    private static final int STATUS_LINE_BYTES_MAX = 8_192;

    /// @throws Refused if the endpoint may not be reached or says that it will never take it (4xx but 429)
    /// @throws RuntimeException if it failed this time
    void post(String url, ObjectNode headers, String body) {
        URI uri = URI.create(url);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        int status;
        try (Socket socket = connect(uri)) {
            socket.setSoTimeout(READ_MILLIS_MAX);
            OutputStream out = socket.getOutputStream();
            out.write(head(uri, headers, content.length).getBytes(StandardCharsets.UTF_8));
            out.write(content);
            out.flush();
            status = status(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + url + ": " + e.getMessage(), e);
        }
        if (status >= 200 && status < 300) return;
        String told = "the endpoint answered " + status;
        if (status >= 400 && status < 500 && status != 429) throw new Refused("ClientError", told);
        throw new IllegalStateException(told);
    }

    private static Socket connect(URI uri) throws IOException {
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        InetAddress address = InetAddress.getByName(uri.getHost());
        if (!Addresses.mayBeReached(address))
            throw new Refused(
                    "EndpointForbidden", "the endpoint's address " + address.getHostAddress() + " may not be reached");
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS_MAX);
            return secure ? secured(socket, uri.getHost(), port) : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout(READ_MILLIS_MAX);
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(URI uri, ObjectNode headers, int length) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost())
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\nConnection: close\r\n");
        headers.properties()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue().asString().replaceAll("[\\r\\n]", " "))
                        .append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static int status(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.length() < STATUS_LINE_BYTES_MAX) {
            line.append((char) next);
            next = in.read();
        }
        String[] parts = line.toString().trim().split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/") || !parts[1].matches("[1-5][0-9][0-9]"))
            throw new IOException("it doesn't speak HTTP");
        return Integer.parseInt(parts[1]);
    }
}
