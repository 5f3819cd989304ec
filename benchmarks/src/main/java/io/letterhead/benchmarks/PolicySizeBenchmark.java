package io.letterhead.benchmarks;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same decisions under a policy of 10 rules and under the large one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PolicySizeBenchmark {

  /** How large the policy is. */
  @Param({"small", "large"})
  public String size = "";

  private PolicyGeneration generation = SamplePolicy.generation(LargePolicy.small());
  private ProviderPolicy provider = vllm(generation);
  private final RequestHead one =
      RequestHead.builder("POST", RequestTarget.parse("/v1/chat/completions"))
          .add("X-Billing-Account-Class", "gold")
          .build();
  private final RequestHead twenty = SampleRequest.head();

  /** For JMH. */
  public PolicySizeBenchmark() {}

  /** Loads the policy. */
  @Setup
  public void load() {
    String text = size.equals("small") ? LargePolicy.small() : LargePolicy.text(false);
    generation = SamplePolicy.generation(text);
    provider = vllm(generation);
  }

  /** A request of one field, which both policies name. */
  @Benchmark
  public Decision oneName() {
    return decide(one);
  }

  /** The request of 20 fields that all benchmarks take. */
  @Benchmark
  public Decision twentyFields() {
    return decide(twenty);
  }

  private static ProviderPolicy vllm(PolicyGeneration generation) {
    return requireNonNull(generation.policy().providers().get("vllm"));
  }

  private Decision decide(RequestHead head) {
    return generation.evaluate(provider, head, new OutboundHead());
  }
}
