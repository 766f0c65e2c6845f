package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private static boolean chosen(String rule, String input) {
        World world = new World("{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{" + rule
                + ",'Next':'Yes'}],'Default':'No'},'Yes':{'Type':'Succeed'},'No':{'Type':'Fail','Error':'No'}}}");
        return world.run(input).execution.status() == ExecutionStatus.SUCCEEDED;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Variable':'$.a','NumericEquals':1                              | {'a':1.0}                   | true
            'Variable':'$.a','NumericEquals':1                              | {'a':'1'}                   | false
            'Variable':'$.a','NumericLessThanPath':'$.b'                    | {'a':1,'b':2}               | true
            'Variable':'$.a','StringLessThan':'b'                           | {'a':'a'}                   | true
            'Variable':'$.a','StringGreaterThanEquals':'b'                  | {'a':'a'}                   | false
            'Variable':'$.a','StringMatches':'log-*.txt'                    | {'a':'log-1.txt'}           | true
            'Variable':'$.a','BooleanEqualsPath':'$.b'                      | {'a':true,'b':false}        | false
            'Variable':'$.a','TimestampEquals':'2024-01-01T00:00:00Z'       | {'a':'2024-01-01T01:00:00+01:00'} | true
            'Variable':'$.a','TimestampLessThan':'2024-01-01T00:00:00Z'     | {'a':'yesterday'}           | false
            'Variable':'$.a','IsPresent':false                              | {}                          | true
            'Variable':'$.a','IsNull':true                                  | {'a':null}                  | true
            'Variable':'$.a','IsTimestamp':true                             | {'a':'2024-01-01'}          | false
            'Variable':'$.a','IsNumeric':true                               | {'a':1}                     | true
            'Not':{'Variable':'$.a','IsString':true}                        | {'a':1}                     | true
            'And':[{'Variable':'$.a','IsPresent':true},{'Variable':'$.a','IsBoolean':true}] | {}          | false
            'Or':[{'Variable':'$.a','NumericEquals':1},{'Variable':'$.b','NumericEquals':2}] | {'a':0,'b':2} | true
            """)
    void a_rule_matches_or_not(String rule, String input, boolean expected) {
        assertThat(chosen(rule, input)).isEqualTo(expected);
    }
}
