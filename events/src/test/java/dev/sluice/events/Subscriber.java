package dev.sluice.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A subscriber's HTTP endpoint: writes down each message's type and body and answers the wanted status.
final class Subscriber implements AutoCloseable {
    final List<String> posted = new CopyOnWriteArrayList<>();
    volatile int answer = 200;
    private final ServerSocket socket;

    Subscriber() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/inbox";
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                answer(peer);
            } catch (IOException e) {
                if (!socket.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket peer) throws IOException {
        var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
        String type = "";
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("x-amz-sns-message-type")) type = header[1];
            if (header[0].toLowerCase(Locale.ROOT).equals("content-length")) length = Integer.parseInt(header[1]);
        }
        // The messages of these tests are ASCII, so chars are bytes.
        char[] body = new char[length];
        for (int read = 0; read < length; ) read += in.read(body, read, length - read);
        posted.add(type + " " + new String(body));
        peer.getOutputStream().write(("HTTP/1.1 " + answer + " X\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
