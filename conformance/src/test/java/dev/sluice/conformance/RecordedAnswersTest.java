package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.server.Sluice;
import dev.sluice.server.SluiceConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded conversation with AWS, against a whole server over the wire.
class RecordedAnswersTest {
    /// Cases that passed when this was last raised. Fewer is a step back.
    private static final int PASSED_MIN = 592;

    /// The same where paths count too in which another implementation is known to differ.
    private static final int STRICTLY_PASSED_MIN = 540;

    private static final boolean STRICT = Boolean.getBoolean("sluice.conformance.strict");
    private static final int CASES_AT_ONCE_MAX = 8;
    private static final String KEY = "AKIDCONFORMANCE";
    private static final String SECRET = "conformance-secret";

    @Test
    void sluice_answers_as_aws_did(@TempDir Path data) {
        Path directory = Main.directory();
        assumeTrue(Files.isDirectory(directory), "No recordings: " + directory + " isn't beside the checkout");
        SluiceConfig config = SluiceConfig.at(data).withPort(0).withKey(KEY, SECRET);
        try (Sluice sluice = Sluice.start(config)) {
            SigV4 signer = new SigV4(KEY, SECRET, config.region());
            AwsClient client = new AwsClient(URI.create(sluice.endpoint()), signer);
            Suite suite = new Suite(client, config.account(), STRICT, CASES_AT_ONCE_MAX);
            List<Verdict> verdicts = suite.run(Recording.all(directory), Main::tell);
            System.out.print(Main.table(verdicts));
            assertThat(verdicts.stream()
                            .filter(verdict -> verdict.outcome() == Verdict.Outcome.PASSED)
                            .count())
                    .as(() -> failures(verdicts))
                    .isGreaterThanOrEqualTo(STRICT ? STRICTLY_PASSED_MIN : PASSED_MIN);
        }
    }

    private static String failures(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAILED)
                .map(verdict -> verdict.recording().name() + "\n      " + verdict.detail())
                .collect(Collectors.joining("\n"));
    }
}
