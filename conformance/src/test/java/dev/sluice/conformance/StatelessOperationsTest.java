package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.engine.Engine;
import dev.sluice.gateway.stepfunctions.StepFunctions;
import dev.sluice.gateway.stepfunctions.Surroundings;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The operations that need no execution, TestState and ValidateStateMachineDefinition, against AWS's answers.
class StatelessOperationsTest {
    @Test
    void tested_states_and_checked_definitions_are_answered_as_aws_did() {
        Path directory = Main.directory();
        assumeTrue(Files.isDirectory(directory), "No recordings beside the checkout");
        List<Recording> recordings = Recording.all(directory).stream()
                .filter(recording -> recording.category().equals("test_state")
                        || recording.category().equals("api_validation"))
                .toList();
        Suite suite = new Suite(new InProcess(Map.of("stepfunctions", stepFunctions())), "111111111111", false, 4);
        List<Verdict> verdicts = suite.run(recordings, verdict -> {});
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.outcome() == Verdict.Outcome.FAILED)
                .extracting(verdict -> "\n" + verdict.recording().name() + "\n      " + verdict.detail())
                .isEmpty();
    }

    private static StepFunctions stepFunctions() {
        Engine none = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> null);
        Surroundings surroundings = new Surroundings(
                "111111111111", "us-east-1", resource -> true, group -> true, new NoTasks(), InstantSource.system());
        return new StepFunctions(none, surroundings);
    }
}
