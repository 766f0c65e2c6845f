package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.model.ServiceEntry;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.server.Sluice;
import dev.sluice.server.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// COVERAGE.md lists every operation of every service there is a part of; it is compared with the server.
class CoverageTest {
    private static final Path COVERAGE = Path.of("../COVERAGE.md");

    @TempDir
    Path data;

    @Test
    void coverage_lists_exactly_the_operations_that_work() throws IOException {
        String listed = Files.readString(COVERAGE);
        List<String> missing =
                operations().stream().filter(line -> !listed.contains(line)).toList();
        assertThat(String.join("\n", missing))
                .as("lines that COVERAGE.md should have")
                .isEmpty();
    }

    /// A line for each service: what works, and what AWS has besides.
    private List<String> operations() {
        Map<String, String> lines = new TreeMap<>();
        try (Sluice sluice = Sluice.start(SluiceConfig.at(data).withPort(0))) {
            for (ServiceEntry entry : ServiceEntry.all()) {
                String service = entry.name();
                ServiceModel model = ServiceModel.of(service).orElseThrow();
                Map<Boolean, List<String>> sorted = model.operationNames().stream()
                        .sorted()
                        .collect(Collectors.partitioningBy(operation -> sluice.offers(service, operation)));
                if (sorted.get(true).isEmpty()) continue;
                lines.put(
                        service,
                        "| " + service + " | " + String.join(" ", sorted.get(true)) + " | "
                                + String.join(" ", sorted.get(false)) + " |");
            }
        }
        return List.copyOf(lines.values());
    }
}
