package io.letterhead.benchmarks;

import io.letterhead.policy.PolicyGeneration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What loading a policy of one provider costs: read, check, compile, prove. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CompilationBenchmark {

  /** For JMH. */
  public CompilationBenchmark() {}

  /** From text to a generation that serves. */
  @Benchmark
  public PolicyGeneration load() {
    return SamplePolicy.generation();
  }

  /** The same of 3,000 exact names and 300 globs. */
  @Benchmark
  public PolicyGeneration loadLarge() {
    return SamplePolicy.generation(LargePolicy.text(false));
  }
}
