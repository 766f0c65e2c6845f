package dev.sluice.functions;

import dev.sluice.core.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A family of runtimes and the program that runs its code here. The machine has one Python and one Node.js, so every
/// version of a family runs on that one.
enum Runtime {
    PYTHON("python3.", "bootstrap.py", List.of("/usr/bin/python3", "/usr/local/bin/python3")),
    NODE("nodejs", "bootstrap.mjs", List.of("/usr/bin/node", "/usr/local/bin/node")),
    PROVIDED("provided", "", List.of());

    private final String prefix;
    private final String bootstrap;
    private final List<String> programs;

    Runtime(String prefix, String bootstrap, List<String> programs) {
        this.prefix = prefix;
        this.bootstrap = bootstrap;
        this.programs = programs;
    }

    /// @throws Refused naming the runtime if no code of its kind can be run here
    static Runtime of(String identifier) {
        return Stream.of(values())
                .filter(runtime -> identifier.startsWith(runtime.prefix))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "InvalidParameterValueException",
                        "The runtime " + identifier + " is not available in this Sluice; it runs python3.x, nodejs and"
                                + " provided runtimes."));
    }

    /// The name of the program that connects the code to the Runtime API; empty if the code brings its own.
    String bootstrap() {
        return bootstrap;
    }

    /// The command that runs the code in `task`, its own bootstrap lying in `bootstraps`.
    List<String> command(Path bootstraps, Path task) {
        if (this == PROVIDED) return List.of(task.resolve("bootstrap").toString());
        return List.of(program(), bootstraps.resolve(bootstrap).toString());
    }

    private String program() {
        String set = System.getProperty("sluice." + name().toLowerCase(java.util.Locale.ROOT));
        if (set != null) return set;
        return programs.stream()
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "InvalidParameterValueException",
                        "No " + prefix + " found on this machine (looked for " + String.join(", ", programs) + ")."));
    }
}
