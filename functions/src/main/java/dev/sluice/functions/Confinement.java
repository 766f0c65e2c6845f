package dev.sluice.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a function's process is kept from everything but its own work.
///
/// As root with mount namespaces: a user of its own, a `/tmp` of its own, its code read-only. Otherwise it runs as the
/// server's user with a directory of its own as TMPDIR. Always: limits on files, file sizes and memory, no inherited
/// environment or descriptors, a session of its own so that all its children can be ended together, and death with
/// the server.
final class Confinement {
    static final int OPEN_FILES_MAX = 1_024;
    static final long FILE_BYTES_MAX = 512L << 20;
    static final int PROCESSES_MAX = 256;

    /// Address space a language runtime needs on top of what the function may use.
    static final int RUNTIME_MEGABYTES = 512;

    private static final int FIRST_USER_ID = 210_000;
    private static final String INSIDE = "/tmp/.sluice/";
    private static final Logger LOG = System.getLogger(Confinement.class.getName());

    private final Path bootstraps;
    private final boolean namespaces;

    private Confinement(Path bootstraps, boolean namespaces) {
        this.bootstraps = bootstraps;
        this.namespaces = namespaces;
    }

    /// Where a process finds its code and how it is started.
    record Plan(List<String> command, String taskRoot, String temporary) {}

    /// Unpacks the bootstraps below `directory` and finds out what this machine allows.
    static Confinement prepare(Path directory) {
        Path bootstraps = directory.resolve("runtime");
        try {
            Files.createDirectories(bootstraps);
            for (String name : List.of("bootstrap.py", "bootstrap.mjs", "confine.sh")) {
                try (InputStream in = Confinement.class.getResourceAsStream(name)) {
                    if (in == null) throw new IllegalStateException(name + " is missing from the jar");
                    Files.copy(in, bootstraps.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean namespaces = root && succeeds("unshare", "--mount", "true");
        if (root && !namespaces) {
            LOG.log(Level.WARNING, "this machine allows no mount namespaces: functions run as the server's own user");
        }
        return new Confinement(bootstraps, namespaces);
    }

    /// @param slot numbers the processes alive at the same time; each slot has its own user
    Plan plan(Runtime runtime, FunctionSettings settings, Path code, Path sandbox, int slot) {
        List<String> command = new ArrayList<>(List.of("setsid", "prlimit", "--core=0"));
        command.add("--nofile=" + OPEN_FILES_MAX);
        command.add("--fsize=" + FILE_BYTES_MAX);
        // V8 reserves far more than it uses; Python allocates what it needs.
        if (runtime == Runtime.PYTHON) {
            command.add("--data=" + (((long) settings.memoryMegabytes() + RUNTIME_MEGABYTES) << 20));
        }
        if (!namespaces) {
            command.addAll(List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL"));
            command.addAll(runtime.command(bootstraps, code));
            return new Plan(command, code.toString(), sandbox.resolve("tmp").toString());
        }
        command.add("--nproc=" + PROCESSES_MAX);
        command.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh"));
        command.add(bootstraps.resolve("confine.sh").toString());
        command.addAll(List.of(sandbox.toString(), code.toString(), bootstraps.toString()));
        command.add(Integer.toString(FIRST_USER_ID + slot));
        command.addAll(runtime.command(Path.of(INSIDE, "runtime"), Path.of(INSIDE, "task")));
        return new Plan(command, INSIDE + "task", "/tmp");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
