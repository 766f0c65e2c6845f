package dev.sluice.conformance.load;

import dev.sluice.core.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A machine to run, and what it must answer.
///
/// @param definition may hold `ACTIVITY`, which stands for an activity's ARN
/// @param input of every execution
/// @param output that every execution must have, or its beginning
/// @param states entered by one execution
/// @param way how it comes to its end
record Scenario(String name, String definition, String input, String output, int states, Way way) {
    /// How an execution comes to its end.
    enum Way {
        /// By itself.
        ALONE,
        /// After a task, so that clients look until it has ended.
        TASK,
        /// When its client has taken the token of its task and given it back.
        CALLBACK
    }

    private static final String PASS_END = "{\"Type\":\"Pass\",\"End\":true}";
    private static final int MAP_ITEMS = 1_000;
    private static final int CHOICE_ROUNDS = 20;

    /// All of them, the cheapest first.
    static List<Scenario> all() {
        return List.of(
                new Scenario("1-pass", passes(1), "{\"n\":1}", "{\"n\":1}", 1, Way.ALONE),
                new Scenario("10-pass", passes(10), "{\"n\":1}", "{\"n\":1}", 10, Way.ALONE),
                new Scenario("parallel-10", parallel(), "{}", "[{},{},{},{},{},{},{},{},{},{}]", 11, Way.ALONE),
                new Scenario("choice-loop", choiceLoop(), "{\"n\":0}", "{\"n\":" + CHOICE_ROUNDS + "}", 42, Way.ALONE),
                new Scenario("map-1000", map(), items(), items().substring(9, 3_800), MAP_ITEMS + 1, Way.ALONE),
                new Scenario("function", function(), noImage(), "{\"statusCode\":400,\"isValid\":false", 1, Way.TASK),
                new Scenario("callback", callback(), "{}", "{\"done\":true}", 1, Way.CALLBACK));
    }

    private static String passes(int count) {
        String states = IntStream.range(0, count)
                .mapToObj(i -> "\"P" + i + "\":{\"Type\":\"Pass\","
                        + (i == count - 1 ? "\"End\":true}" : "\"Next\":\"P" + (i + 1) + "\"}"))
                .collect(Collectors.joining(","));
        return machine("P0", states);
    }

    private static String parallel() {
        String branches = IntStream.range(0, 10)
                .mapToObj(i -> machine("B" + i, "\"B" + i + "\":" + PASS_END))
                .collect(Collectors.joining(","));
        return machine("All", "\"All\":{\"Type\":\"Parallel\",\"Branches\":[" + branches + "],\"End\":true}");
    }

    private static String choiceLoop() {
        return machine(
                "More",
                "\"More\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericLessThan\":" + CHOICE_ROUNDS
                        + ",\"Next\":\"Add\"}],\"Default\":\"Done\"},"
                        + "\"Add\":{\"Type\":\"Pass\",\"Parameters\":{\"n.$\":\"States.MathAdd($.n, 1)\"},"
                        + "\"Next\":\"More\"},\"Done\":" + PASS_END);
    }

    private static String map() {
        return machine(
                "Each",
                "\"Each\":{\"Type\":\"Map\",\"ItemsPath\":\"$.items\",\"ItemProcessor\":"
                        + machine("P", "\"P\":" + PASS_END) + ",\"End\":true}");
    }

    private static String items() {
        return IntStream.range(0, MAP_ITEMS)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    // An object that isn't there: what a call of a built-in function costs, without the picture.
    private static String noImage() {
        return "{\"bucket\":\"bench-has-no-such-bucket\",\"key\":\"none.jpg\"}";
    }

    private static String function() {
        return machine(
                "Call",
                "\"Call\":{\"Type\":\"Task\",\"Resource\":"
                        + "\"arn:aws:lambda:us-east-1:000000000000:function:validate-image\",\"End\":true}");
    }

    private static String callback() {
        return machine("Ask", "\"Ask\":{\"Type\":\"Task\",\"Resource\":\"ACTIVITY\",\"End\":true}");
    }

    private static String machine(String first, String states) {
        return "{\"StartAt\":\"" + first + "\",\"States\":{" + states + "}}";
    }

    /// The output as it stands, escaped, in an answer of DescribeExecution or StartSyncExecution.
    String outputInAnswer() {
        String quoted = Json.write(Json.text(output));
        return "\"output\":" + quoted.substring(0, quoted.length() - 1);
    }
}
