package dev.sluice.tables.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {
    @Property(tries = 500)
    void the_bytes_of_numbers_are_ordered_as_the_numbers_are(
            @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal two) {
        int bytes = Arrays.compareUnsigned(KeyBytes.sort(new Value.Num(one)), KeyBytes.sort(new Value.Num(two)));
        assertThat(Integer.signum(bytes)).isEqualTo(Integer.signum(one.compareTo(two)));
    }

    @Property(tries = 200)
    void a_number_reads_back_as_itself(@ForAll("numbers") BigDecimal number) {
        assertThat(Numbers.parse(Numbers.text(number))).isEqualByComparingTo(number);
    }

    @Property(tries = 300)
    void joined_keys_are_ordered_by_the_first_then_by_the_second(
            @ForAll byte[] a, @ForAll byte[] b, @ForAll byte[] c, @ForAll byte[] d) {
        int wanted = Arrays.compareUnsigned(a, c) != 0 ? Arrays.compareUnsigned(a, c) : Arrays.compareUnsigned(b, d);
        int bytes = Arrays.compareUnsigned(KeyBytes.joined(a, b), KeyBytes.joined(c, d));
        assertThat(Integer.signum(bytes)).isEqualTo(Integer.signum(wanted));
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigDecimal> any = Arbitraries.bigIntegers()
                .between(
                        new java.math.BigInteger("-99999999999999999999"),
                        new java.math.BigInteger("99999999999999999999"))
                .flatMap(digits -> Arbitraries.integers().between(-60, 60).map(scale -> new BigDecimal(digits, scale)));
        Arbitrary<BigDecimal> near = Arbitraries.integers().between(-1200, 1200).map(n -> BigDecimal.valueOf(n, 2));
        return Arbitraries.oneOf(any, near);
    }

    @ParameterizedTest
    @CsvSource({"1.50,1.5", "1E3,1000", "-0.0,0", "+7,7", "00012,12", "1e-5,0.00001", "100,100"})
    void numbers_are_answered_in_one_form(String given, String answered) {
        assertThat(Numbers.text(Numbers.parse(given))).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc | The parameter cannot be converted to a numeric value: abc
            1E126 | Number overflow. Attempting to store a number with magnitude larger than supported range
            1E-131 | Number underflow. Attempting to store a number with magnitude smaller than supported range
            1E999999999 | Number overflow. Attempting to store a number with magnitude larger than supported range
            123456789012345678901234567890123456789 | Attempting to store more than 38 significant digits in a Number
            """)
    void numbers_that_do_not_fit_are_refused(String given, String message) {
        assertThatThrownBy(() -> Numbers.parse(given))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {"S":"a","N":"1"} | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {"SS":[]} | One or more parameter values were invalid: An string set  may not be empty
            {"SS":["a","a"]} | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            {"NS":["1","1.0"]} | Input collection contains duplicates
            {"NULL":false} | One or more parameter values were invalid: Null attribute value types must have the value of true
            """)
    void what_is_no_value_is_refused(String json, String message) {
        assertThatThrownBy(() -> ValueJson.read(Json.parse(json))).hasMessage(message);
    }
}
