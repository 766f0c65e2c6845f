package dev.sluice.tables.value;

import dev.sluice.core.Refused;
import java.math.BigDecimal;

/// Numbers as DynamoDB takes them: 38 significant digits, magnitude between 1E-130 and 9.99…E+125.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number">Number</a>
public final class Numbers {
    /// Significant digits of a number.
    public static final int DIGITS_MAX = 38;

    /// Highest power of ten of the first digit.
    public static final int EXPONENT_MAX = 125;

    /// Lowest power of ten of the first digit.
    public static final int EXPONENT_MIN = -130;

    /// A longer text is refused before it is parsed: parsing costs the square of its length.
    private static final int TEXT_CHARS_MAX = 1_000;

    private Numbers() {}

    /// Reads a number. @throws Refused with DynamoDB's text if it isn't one or doesn't fit
    public static BigDecimal parse(String text) {
        if (text.isEmpty()) throw invalid("The parameter cannot be converted to a numeric value");
        if (text.length() > TEXT_CHARS_MAX) throw tooManyDigits();
        try {
            return fit(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw invalid("The parameter cannot be converted to a numeric value: " + text);
        }
    }

    /// The number without trailing zeros. @throws Refused with DynamoDB's text if it doesn't fit
    public static BigDecimal fit(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.signum() == 0) return BigDecimal.ZERO;
        long exponent = (long) plain.precision() - plain.scale() - 1;
        if (exponent > EXPONENT_MAX)
            throw invalid("Number overflow. Attempting to store a number with magnitude larger than supported range");
        if (exponent < EXPONENT_MIN)
            throw invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range");
        if (plain.precision() > DIGITS_MAX) throw tooManyDigits();
        return plain;
    }

    /// The canonical text: no exponent, no trailing zeros.
    public static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /// Bytes a number counts for: one for every two significant digits, one for the exponent, one for a minus sign.
    static int sizeBytes(BigDecimal number) {
        if (number.signum() == 0) return 1;
        return (number.precision() + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }

    private static Refused tooManyDigits() {
        return invalid("Attempting to store more than 38 significant digits in a Number");
    }

    private static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }
}
