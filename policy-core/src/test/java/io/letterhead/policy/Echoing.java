package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.Footprint;
import io.letterhead.policy.spi.RuleVerb;

/** A well-behaved verb: {@code - echo: NAME} writes the first value of the field {@code from}. */
final class Echoing implements RuleVerb {

  static final String FROM = "from";

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public ImmutableSet<String> options() {
    return ImmutableSet.of(FROM);
  }

  @Override
  public Configured configure(String operand, ImmutableMap<String, String> options) {
    FieldName to = FieldName.of(operand);
    FieldName from = FieldName.of(options.getOrDefault(FROM, "X-In"));
    return new Configured() {
      @Override
      public Footprint footprint() {
        return new Footprint(ImmutableSet.of(from), ImmutableSet.of(to));
      }

      @Override
      public ImmutableMap<FieldName, String> write(
          ImmutableMap<FieldName, ImmutableList<String>> read) {
        ImmutableList<String> values = read.getOrDefault(from, ImmutableList.of());
        return values == null || values.isEmpty()
            ? ImmutableMap.of()
            : ImmutableMap.of(to, values.get(0));
      }
    };
  }

  /** A rule of the verb. */
  static Rule.Custom rule(String to, String from) {
    return new Rule.Custom(
        Positioned.inCode("echo"),
        Positioned.inCode(to),
        ImmutableMap.of(FROM, Positioned.inCode(from)),
        Terms.IN_CODE);
  }
}
