package dev.sluice.conformance.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, stopped when closed.
final class ServerUnderLoad implements AutoCloseable {
    static final String KEY_ID = "AKIABENCHBENCHBENCH0";
    static final String SECRET = "secret-of-the-benchmark";

    private static final Pattern READY = Pattern.compile(".* is ready at (\\S+).*");

    private final Process process;
    private final URI endpoint;

    private ServerUnderLoad(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// Starts and waits for the line that says where it listens.
    ///
    /// @param java how a JVM is started: program, flags, class path
    /// @param arguments main class and its arguments
    static ServerUnderLoad start(List<String> java, String... arguments) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ServerUnderLoad(process, ready(process.inputReader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI ready(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.matches()) return URI.create(matcher.group(1));
        }
        throw new IOException("the server ended before it was ready");
    }

    URI endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    Connection connect() {
        return new Connection(endpoint, KEY_ID, SECRET);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
