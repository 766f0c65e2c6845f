package dev.sluice.benchmarks;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.Identity;
import dev.sluice.asl.step.Interpreter;
import dev.sluice.asl.step.Quotas;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.Turn;
import dev.sluice.core.Json;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;

/// States a second that the language itself gets through, on one thread, nothing recorded.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Interpreting {
    private static final Identity IDENTITY = new Identity(
            "arn:aws:states:us-east-1:000000000000:execution:m:e",
            "e",
            "arn:aws:iam::000000000000:role/r",
            "arn:aws:states:us-east-1:000000000000:stateMachine:m",
            "m",
            "us-east-1");

    private final StateMachine machine = StateMachine.parse(Json.parse(Definitions.passes()));
    private final JsonNode input = Json.parse("{\"n\":1}");
    private final Ambient ambient = new Ambient(Instant.ofEpochMilli(0), new SplittableRandom(1));
    private final Interpreter interpreter = new Interpreter((arn, entry, attempt) -> "token", Quotas.STANDARD);

    /// An execution of ten Pass states from its start to its end.
    @Benchmark
    @OperationsPerInvocation(Definitions.PASSES)
    public Turn passes() {
        return interpreter.advance(new Execution(machine, IDENTITY), new Signal.Start(input, "{\"n\":1}"), ambient);
    }
}
