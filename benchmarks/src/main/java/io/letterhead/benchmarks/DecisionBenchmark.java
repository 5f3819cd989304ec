package io.letterhead.benchmarks;

import io.letterhead.policy.Decision;
import io.letterhead.policy.FieldSink;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a decision costs, beside what any gateway does with the same 20 fields anyway: copying them
 * into Netty's headers, or a filter by hand that knows a set of names and checks nothing else.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionBenchmark {

  private static final Set<String> REMOVED =
      new HashSet<>(
          Set.of(
              "host",
              "content-length",
              "authorization",
              "x-api-key",
              "x-forwarded-for",
              "x-internal-debug",
              "connection"));

  private final PolicyGeneration generation = SamplePolicy.generation();
  private final ProviderPolicy provider =
      generation.policy().providers().values().iterator().next();
  private final RequestHead head = SampleRequest.head();

  /** For JMH. */
  public DecisionBenchmark() {}

  /** Snapshot, validate, decide, and emit into the list that a transport writes from. */
  @Benchmark
  public Decision letterheadWithSnapshotAndList(Blackhole hole) {
    OutboundHead out = new OutboundHead();
    Decision decision = generation.evaluate(provider, SampleRequest.head(), out);
    hole.consume(out);
    return decision;
  }

  /** Validate, decide and emit, from a snapshot that is there, into a sink that keeps nothing. */
  @Benchmark
  public Decision letterheadDecision(Blackhole hole) {
    return generation.evaluate(provider, head, new Consuming(hole));
  }

  /** The same fields into Netty's headers, with Netty's validation. */
  @Benchmark
  public HttpHeaders copyIntoNettyHeaders() {
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    for (int i = 0; i < SampleRequest.NAMES.size(); i++) {
      headers.add(SampleRequest.NAMES.get(i), SampleRequest.VALUES.get(i));
    }
    return headers;
  }

  /**
   * A filter by hand: lower case, look up, write the credential. No alias, value or guard checked.
   */
  @Benchmark
  public void handWrittenHashSet(Blackhole hole) {
    for (int i = 0; i < SampleRequest.NAMES.size(); i++) {
      String name = SampleRequest.NAMES.get(i);
      if (!REMOVED.contains(name.toLowerCase(Locale.ROOT))) {
        hole.consume(name);
        hole.consume(SampleRequest.VALUES.get(i));
      }
    }
    hole.consume("Authorization");
  }

  /** A sink that keeps nothing. */
  private record Consuming(Blackhole hole) implements FieldSink {
    @Override
    public void leaves(String name, String value, Owner owner) {
      hole.consume(name);
      hole.consume(value);
    }
  }
}
