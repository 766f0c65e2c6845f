package dev.sluice.asl.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionCheckTest {
    private static final String PASS = "{'Type': 'Pass', 'End': true}";

    @Test
    void a_definition_without_mistakes_has_no_problems() {
        assertThat(problems("{'StartAt': 'A', 'States': {'A': " + PASS + "}}")).isEmpty();
    }

    @Test
    void missing_fields_are_told_together() {
        assertThat(problems("{'StartAt': 'A'}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /");
        assertThat(problems("{'States': {'A': " + PASS + "}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /");
    }

    @Test
    void a_transition_to_nowhere_and_a_state_nothing_leads_to_are_told() {
        String text =
                "{'StartAt': 'pass1', 'States': {'pass1': {'Type': 'Pass', 'Next': 'pass3'}, 'pass2': " + PASS + "}}";
        assertThat(problems(text))
                .containsExactly(
                        "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next",
                        "MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable. at /States/pass2");
    }

    @Test
    void a_choice_rule_without_next_is_told_where_it_is() {
        String rule = "{'Variable': 'x', 'IsNull': true}";
        assertThat(problems("{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [" + rule + "]}}}"))
                .containsExactly(
                        "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$'"
                                + " at /States/C/Choices[0]/Variable",
                        "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/C/Choices[0]",
                        "MISSING_END_STATE: The workflow does not have a terminal state at /");
    }

    @Test
    void a_state_cannot_leave_the_language_of_the_whole_machine() {
        String state = "{'Type': 'Pass', 'QueryLanguage': 'JSONPath', 'End': true}";
        assertThat(problems("{'QueryLanguage': 'JSONata', 'StartAt': 'P', 'States': {'P': " + state + "}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata'"
                        + " for whole state machine at /States/P");
    }

    @Test
    void fields_of_the_other_query_language_are_refused() {
        String state = "{'Type': 'Pass', 'Output': 1, 'End': true}";
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + state + "}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Field is not supported at /States/P/Output");
    }

    @Test
    void express_machines_cannot_wait_for_jobs_or_tokens() {
        Target express = Target.STANDARD.asExpress(true);
        assertThat(task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", express))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Express state machine does not support"
                        + " '.waitForTaskToken' service integration  at /States/T/Resource");
        assertThat(task("arn:aws:states:::states:startExecution.sync", express))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service"
                        + " integration at /States/T/Resource");
        assertThat(task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", Target.STANDARD))
                .isEmpty();
    }

    @Test
    void a_service_this_server_lacks_is_named_and_a_function_is_taken_on_trust() {
        Target nothing = new Target(false, resource -> false);
        assertThat(task("arn:aws:lambda:us-east-1:000000000000:function:later", nothing))
                .isEmpty();
        assertThat(task("arn:aws:states:::glue:startJobRun.sync", nothing).getFirst())
                .contains("The resource provided arn:aws:states:::glue:startJobRun.sync is not recognized.");
        assertThat(task("resize", Target.STANDARD))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/T/Resource");
    }

    @Test
    void a_state_name_is_unique_in_the_whole_definition() {
        String branch = "{'StartAt': 'P', 'States': {'P': " + PASS + "}}";
        String parallel = "{'Type': 'Parallel', 'Branches': [" + branch + "], 'End': true}";
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + parallel + "}}"))
                .containsExactly("DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P");
    }

    @Test
    void a_label_is_refused_in_the_recorded_words() {
        String definition =
                json("{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'Label': 'a\\u009e', 'ItemProcessor':"
                        + " {'StartAt': 'P', 'States': {'P': " + PASS + "}}, 'End': true}}}");
        List<Problem> problems = DefinitionCheck.machine(definition, Target.STANDARD);
        assertThat(DefinitionCheck.refusal(problems, definition))
                .isEqualTo("Error=ValueError Args=[\"Label contains invalid character: '\\\\x9e'\"] in definition '"
                        + definition + "'.");
    }

    @Test
    void several_errors_are_told_in_one_refusal() {
        String definition = json("{'StartAt': 'A'}");
        List<Problem> problems = DefinitionCheck.machine(definition, Target.STANDARD);
        assertThat(DefinitionCheck.refusal(problems, definition))
                .isEqualTo("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required:"
                        + " [States] at /'");
    }

    @Test
    void a_lone_state_needs_no_other_states() {
        String state = json("{'Type': 'Parallel', 'Branches': [], 'Next': 'Elsewhere'}");
        List<Problem> problems = DefinitionCheck.state(state, Target.STANDARD);
        assertThat(DefinitionCheck.refusal(problems, state))
                .isEqualTo("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at"
                        + " /States/StateName/Branches'");
    }

    @Test
    void what_looks_like_a_path_but_isnt_one_is_only_warned_about() {
        String state = "{'Type': 'Pass', 'Parameters': {'a': '$.b'}, 'End': true}";
        List<Problem> problems =
                DefinitionCheck.machine(json("{'StartAt': 'P', 'States': {'P': " + state + "}}"), Target.STANDARD);
        assertThat(problems).extracting(Problem::code).containsExactly("NO_DOLLAR");
        assertThat(DefinitionCheck.refused(problems)).isFalse();
    }

    @Test
    void an_expression_that_cannot_be_compiled_is_told_where_it_stands() {
        String jsonata = "{'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'a': '{% 1 + %}'}, 'End': true}";
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + jsonata + "}}"))
                .singleElement()
                .asString()
                .startsWith("SCHEMA_VALIDATION_FAILED: ")
                .doesNotContainPattern("[A-Z]\\d{4}:")
                .endsWith(" at /States/P/Output/a");
        String error = jsonata.replace("1 +", "$states.errorOutput");
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + error + "}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: '$states.errorOutput' is only available in a Catch field"
                        + " at /States/P/Output");
        String template = "{'Type': 'Pass', 'Assign': {'Variable.$': 'Test'}, 'End': true}";
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + template + "}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: The value for the field 'Variable.$' must be a valid"
                        + " JSONPath or a valid intrinsic function call at /States/P/Assign");
        String path = "{'Type': 'Pass', 'ResultPath': '$.a[?(@.b)]', 'End': true}";
        assertThat(problems("{'StartAt': 'P', 'States': {'P': " + path + "}}"))
                .singleElement()
                .asString()
                .startsWith("SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: ");
    }

    @Test
    void hostile_definitions_are_refused_quickly() {
        String deep = "{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':[".repeat(350)
                + "]}}}".repeat(350);
        assertThat(problems(deep)).anyMatch(problem -> problem.startsWith("TOO_DEEPLY_NESTED"));
        assertThat(problems("[".repeat(100_000))).anyMatch(problem -> problem.startsWith("INVALID_JSON_DESCRIPTION"));
        assertThat(problems("")).containsExactly("MISSING_DESCRIPTION: Received a null or empty workflow input at /");
        assertThat(problems("{'Comment': '" + "x".repeat(DefinitionCheck.DEFINITION_BYTES_MAX) + "'}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED: Definition exceeds the limit of 1048576 bytes at /");
    }

    @Test
    void ten_thousand_states_are_checked_within_a_second() {
        StringBuilder states = new StringBuilder("{'StartAt': 'S0', 'States': {");
        for (int i = 0; i < 10_000; i++)
            states.append("'S")
                    .append(i)
                    .append("':{'Type':'Pass','Next':'S")
                    .append(i + 1)
                    .append("'},");
        String text = states.append("'S10000':").append(PASS).append("}}").toString();
        long started = System.nanoTime();
        assertThat(problems(text)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }

    private static List<String> task(String resource, Target target) {
        String state = "{'Type': 'Task', 'Resource': '" + resource + "', 'End': true}";
        return problems("{'StartAt': 'T', 'States': {'T': " + state + "}}", target);
    }

    private static List<String> problems(String definition) {
        return problems(definition, Target.STANDARD);
    }

    private static List<String> problems(String definition, Target target) {
        return DefinitionCheck.machine(json(definition), target).stream()
                .map(problem -> problem.code() + ": " + problem.message() + " at " + problem.path())
                .toList();
    }

    private static String json(String apostrophes) {
        return apostrophes.replace('\'', '"');
    }
}
