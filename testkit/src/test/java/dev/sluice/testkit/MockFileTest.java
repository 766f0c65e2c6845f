package dev.sluice.testkit;

import static dev.sluice.testkit.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SluiceExtension.class)
class MockFileTest {
    private static final String FILE = "src/test/resources/MockConfigFile.json";
    private static final String MACHINE = "../examples/patterns/retry.asl.json";

    private static MockFile mocks(String responses) {
        return MockFile.of(
                ("{'StateMachines':{'M':{'TestCases':{'C':{'S':'R'}}}},'MockedResponses':{'R':" + responses + "}}")
                        .replace('\'', '"'));
    }

    @Test
    void answers_come_by_their_numbers(
            @Definition(value = MACHINE, mocks = FILE, testCase = "RetryPath") Machine machine) {
        assertThat(machine.run("{}"))
                .succeeded()
                .retried("CallExternalService", 3)
                .outputs("{\"StatusCode\":200,\"Payload\":{\"body\":\"Hello\"}}")
                .took(Duration.ofSeconds(2 + 4 + 8));
    }

    @Test
    void an_error_that_nobody_handles_fails_the_run(
            @Definition(value = MACHINE, mocks = FILE, testCase = "Broken") Machine machine) {
        assertThat(machine.run("{}")).failedWith("Lambda.Unknown", "No idea.");
    }

    @Test
    void a_call_past_the_last_number_has_no_script() {
        var scripts = mocks("{'0':{'Return':1}}").scripts("M", "C");
        var machine = Machine.of(
                ("{'StartAt':'S','States':{'S':{'Type':'Task','Next':'T','Resource':'arn:aws:states:::sqs:sendMessage'},"
                                + "'T':{'Type':'Choice','Default':'S','Choices':"
                                + "[{'Variable':'$.x','IsPresent':true,'Next':'E'}]},'E':{'Type':'Succeed'}}}")
                        .replace('\'', '"'));
        assertThatThrownBy(() -> machine.tasks(scripts).run("{}")).hasMessageContaining("call number 2");
    }

    @Test
    void mistakes_are_told_by_their_place() {
        assertThatThrownBy(() -> mocks("{'1':{'Return':1}}").scripts("M", "C")).hasMessageContaining("call 0");
        assertThatThrownBy(() -> mocks("{'0-2':{'Return':1},'2':{'Return':1}}").scripts("M", "C"))
                .hasMessageContaining("call 3");
        assertThatThrownBy(() -> mocks("{'x':{'Return':1}}").scripts("M", "C")).hasMessageContaining("R.x");
        assertThatThrownBy(() -> mocks("{'0':{}}").scripts("M", "C")).hasMessageContaining("either Return or Throw");
        assertThatThrownBy(() -> mocks("{'0':{'Throw':{}}}").scripts("M", "C")).hasMessageContaining("an Error");
        assertThatThrownBy(() -> mocks("[]").scripts("M", "C")).hasMessageContaining("'R'");
        assertThatThrownBy(() -> mocks("{}").scripts("M", "D")).hasMessageContaining("[C]");
        assertThatThrownBy(() -> MockFile.of("{")).isInstanceOf(CannotRun.class);
    }
}
