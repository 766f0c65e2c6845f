package dev.sluice.asl.query.jsonata;

import java.util.HashMap;
import java.util.Map;

/// The standard texts of JSONata's error codes; `{0}` and `{1}` stand for what was found.
final class ErrorTexts {
    static final Map<String, String> BY_CODE = new HashMap<>();

    private ErrorTexts() {}

    private static void put(String code, String text) {
        BY_CODE.put(code, text);
    }

    static {
        put("S0101", "String literal must be terminated by a matching quote");
        put("S0102", "Number out of range: {0}");
        put("S0103", "Unsupported escape sequence: \\{0}");
        put("S0104", "The escape sequence \\u must be followed by 4 hex digits");
        put("S0105", "Quoted property name must be terminated with a backquote (`)");
        put("S0106", "Comment has no closing tag");
        put("S0201", "Syntax error: {0}");
        put("S0202", "Expected {0}, got {1}");
        put("S0203", "Expected {0} before end of expression");
        put("S0204", "Unknown operator: {0}");
        put("S0205", "Unexpected token: {0}");
        put("S0206", "Unknown expression type: {0}");
        put("S0207", "Unexpected end of expression");
        put("S0208", "Parameter {0} of function definition must be a variable name (start with $)");
        put("S0209", "A predicate cannot follow a grouping expression in a step");
        put("S0210", "Each step can only have one grouping expression");
        put("S0211", "The symbol {0} cannot be used as a unary operator");
        put("S0212", "The left side of := must be a variable name (start with $)");
        put("S0213", "The literal value {0} cannot be used as a step within a path expression");
        put("S0214", "The right side of {0} must be a variable name (start with $)");
        put("S0215", "A context variable binding must precede any predicates on a step");
        put("S0216", "A context variable binding must precede the 'order-by' clause on a step");
        put("S0217", "The object representing the 'parent' cannot be derived from this expression");
        put("S0301", "Empty regular expressions are not allowed");
        put("S0302", "No terminating / in regular expression");
        put("S0402", "Choice groups containing parameterized types are not supported");
        put("S0401", "Type parameters can only be applied to functions and arrays");
        put("T0410", "Argument {0} of function {1} does not match function signature");
        put("T0411", "Context value is not a compatible type with argument {0} of function {1}");
        put("T0412", "Argument {0} of function {1} must be an array of {2}");
        put("D1001", "Number out of range: {0}");
        put("D1002", "Cannot negate a non-numeric value: {0}");
        put("T1003", "Key in object structure must evaluate to a string; got: {0}");
        put("D1004", "Regular expression matches zero length string");
        put("T1005", "Attempted to invoke a non-function. Did you mean ${0}?");
        put("T1006", "Attempted to invoke a non-function");
        put("T1007", "Attempted to partially apply a non-function. Did you mean ${0}?");
        put("T1008", "Attempted to partially apply a non-function");
        put("D1009", "Multiple key definitions evaluate to same key: {0}");
        put(
                "T1010",
                "The matcher function argument passed to function {0} does not return the correct object structure");
        put(
                "D1011",
                "Stack overflow. Check for non-terminating recursive function.  Consider rewriting as tail-recursive");
        put("T2001", "The left side of the {0} operator must evaluate to a number");
        put("T2002", "The right side of the {0} operator must evaluate to a number");
        put("T2003", "The left side of the range operator (..) must evaluate to an integer");
        put("T2004", "The right side of the range operator (..) must evaluate to an integer");
        put("T2006", "The right side of the function application operator ~> must be a function");
        put("T2007", "Type mismatch when comparing values {0} and {1} in order-by clause");
        put("T2008", "The expressions within an order-by clause must evaluate to numeric or string values");
        put("T2009", "The values {0} and {1} either side of operator {2} must be of the same data type");
        put("T2010", "The expressions either side of operator {0} must evaluate to numeric or string values");
        put("T2011", "The insert/update clause of the transform expression must evaluate to an object: {0}");
        put(
                "T2012",
                "The delete clause of the transform expression must evaluate to a string or array of strings: {0}");
        put(
                "D2014",
                "The size of the sequence allocated by the range operator (..) must not exceed 1e7.  Attempted to allocate {0}.");
        put("D2015", "The maximum sequence length of {0} was exceeded.");
        put("D3001", "Attempting to invoke string function on Infinity or NaN");
        put("D3010", "Second argument of replace function cannot be an empty string");
        put("D3011", "Fourth argument of replace function must evaluate to a positive number");
        put("D3012", "Attempted to replace a matched string with a non-string value");
        put("D3020", "Third argument of split function must evaluate to a positive number");
        put("D3030", "Unable to cast value to a number: {0}");
        put("D3040", "Third argument of match function must evaluate to a positive number");
        put("D3050", "The second argument of reduce function must be a function with at least two arguments");
        put("D3060", "The sqrt function cannot be applied to a negative number: {0}");
        put(
                "D3061",
                "The power function has resulted in a value that cannot be represented as a JSON number: base={0}, exponent={1}");
        put(
                "D3070",
                "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function");
        put("D3080", "The picture string must only contain a maximum of two sub-pictures");
        put("D3081", "The sub-picture must not contain more than one instance of the 'decimal-separator' character");
        put("D3082", "The sub-picture must not contain more than one instance of the 'percent' character");
        put("D3083", "The sub-picture must not contain more than one instance of the 'per-mille' character");
        put("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character");
        put(
                "D3085",
                "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'");
        put(
                "D3086",
                "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character");
        put(
                "D3087",
                "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character");
        put("D3088", "The sub-picture must not contain a 'grouping-separator' at the end of the integer part");
        put("D3089", "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character");
        put(
                "D3090",
                "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance of the 'optional digit character'");
        put(
                "D3091",
                "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'");
        put(
                "D3092",
                "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an 'exponent-separator'");
        put(
                "D3093",
                "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'");
        put("D3100", "The radix of the formatBase function must be between 2 and 36.  It was given {0}");
        put("D3110", "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {0}");
        put(
                "D3130",
                "Formatting or parsing an integer as a sequence starting with {0} is not supported by this implementation");
        put("D3131", "In a decimal digit pattern, all digits must be from the same decimal group");
        put("D3132", "Unknown component specifier {0} in date/time picture string");
        put(
                "D3133",
                "The 'name' modifier can only be applied to months and days in the date/time picture string, not {0}");
        put("D3134", "The timezone integer format specifier cannot have more than four digits");
        put("D3135", "No matching closing bracket ']' in date/time picture string");
        put("D3136", "The date/time picture string is missing specifiers required to parse the timestamp");
        put("D3138", "The $single() function expected exactly 1 matching result.  Instead it matched more.");
        put("D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0.");
        put("D3140", "Malformed URL passed to ${0}(): {1}");
        put("D1012", "Evaluation timeout. Check for infinite loop");
        put("U1001", "Expression needs more memory than an expression may use");
    }
}
