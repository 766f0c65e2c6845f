package dev.sluice.cli;

import dev.sluice.server.SluiceConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command line taken apart: `--name value`, `--flag`, and the rest in order.
final class Arguments {
    /// The options with which a server is started.
    static final Set<String> SERVER = Set.of("--port", "--data", "--host", "--access-key", "--secret-key");

    /// Where the project lies; the launcher says it.
    static final Path HOME = Path.of(System.getProperty("sluice.home", "."));

    private final Map<String, String> values = new HashMap<>();
    private final List<String> rest = new ArrayList<>();

    /// @param withValue options that take a value
    /// @param flags options that take none
    /// @throws Misuse naming what isn't understood
    Arguments(List<String> arguments, Set<String> withValue, Set<String> flags) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (flags.contains(argument)) values.put(argument, "");
            else if (withValue.contains(argument)) {
                if (++i == arguments.size()) throw new Misuse(argument + " needs a value");
                values.put(argument, arguments.get(i));
            } else if (argument.startsWith("--")) throw new Misuse("unknown option " + argument);
            else rest.add(argument);
        }
    }

    /// What a person typed wrong.
    static final class Misuse extends RuntimeException {
        Misuse(String message) {
            super(message, null, false, false);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// What isn't an option.
    List<String> rest() {
        return rest;
    }

    /// The server these options describe; keys may come from the environment too.
    SluiceConfig server() {
        SluiceConfig config = SluiceConfig.at(
                        value("--data").map(Path::of).orElseGet(() -> HOME.resolve(".sluice/data")))
                .withPort(value("--port").map(Arguments::port).orElse(SluiceConfig.PORT_DEFAULT))
                .withHost(value("--host").orElse("127.0.0.1"));
        Optional<String> id = value("--access-key").or(() -> environment("SLUICE_ACCESS_KEY_ID"));
        Optional<String> secret = value("--secret-key").or(() -> environment("SLUICE_SECRET_ACCESS_KEY"));
        if (id.isPresent() != secret.isPresent())
            throw new Misuse("an access key needs its secret key, and the other way");
        return id.isPresent() ? config.withKey(id.get(), secret.orElseThrow()) : config;
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) return port;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Misuse("--port takes a number from 0 to 65535, not " + text);
    }
}
