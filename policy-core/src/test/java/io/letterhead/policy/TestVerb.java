package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.Footprint;
import io.letterhead.policy.spi.RuleVerb;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A verb {@code test} whose rules do what a test says, good or hostile. */
final class TestVerb implements RuleVerb {

  /** What a rule writes; it may throw what it likes. */
  interface Write {
    @Nullable ImmutableMap<FieldName, String> write(
        ImmutableMap<FieldName, ImmutableList<String>> read) throws Exception;
  }

  private final Callable<@Nullable Configured> configure;

  private TestVerb(Callable<@Nullable Configured> configure) {
    this.configure = configure;
  }

  static TestVerb configuredBy(Callable<@Nullable Configured> configure) {
    return new TestVerb(configure);
  }

  static TestVerb of(Callable<@Nullable Footprint> footprint, Write write) {
    return new TestVerb(() -> configured(footprint, write));
  }

  /** Reads {@code X-In} and writes {@code X-Out}, if it does as it says. */
  static TestVerb of(Write write) {
    return of(() -> footprint(List.of("X-In"), "X-Out"), write);
  }

  static Footprint footprint(List<String> reads, String... writes) {
    return new Footprint(names(reads), names(Arrays.asList(writes)));
  }

  static Rule.Custom rule() {
    return new Rule.Custom(
        Positioned.inCode("test"),
        new Positioned("operand", Checked.HERE),
        ImmutableMap.of(),
        Terms.at(Checked.OTHER));
  }

  PlugIns installed() {
    PlugIns others = Policies.plugIns(Map.of("key", Exchange.KEY));
    return PlugIns.of(
        others.sources().values().asList(), others.schemes().values().asList(), List.of(this));
  }

  /** A provider whose rules are these and one of this verb. */
  Policy policy(Rule... others) {
    return Policies.policy(
        Provider.of(
            "p",
            "https://p.example",
            ImmutableList.<Rule>builder().add(others).add(rule()).build().toArray(new Rule[0])));
  }

  Compilation check(Rule... others) {
    return CompiledPolicy.check(policy(others), installed());
  }

  Exchange serving(Rule... others) {
    return Exchange.under(policy(others), installed());
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  @SuppressWarnings("NullAway") // A hostile verb does not keep to what it promises.
  public Configured configure(String operand, ImmutableMap<String, String> options) {
    return unchecked(configure);
  }

  private static ImmutableSet<FieldName> names(List<String> spelled) {
    return spelled.stream().map(FieldName::of).collect(ImmutableSet.toImmutableSet());
  }

  @SuppressWarnings("NullAway") // A hostile rule does not keep to what it promises.
  private static Configured configured(Callable<@Nullable Footprint> footprint, Write write) {
    return new Configured() {
      @Override
      public Footprint footprint() {
        return unchecked(footprint);
      }

      @Override
      public ImmutableMap<FieldName, String> write(
          ImmutableMap<FieldName, ImmutableList<String>> read) {
        return unchecked(() -> write.write(read));
      }
    };
  }

  private static <T extends @Nullable Object> T unchecked(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw TestVerb.<RuntimeException>sneaky(e);
    }
  }

  /** A checked exception that nobody declares: the language lets a plug-in do that. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
