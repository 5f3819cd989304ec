package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.spi.Footprint;
import io.letterhead.policy.spi.RuleVerb;

/** A verb of a plug-in: {@code stamp: NAME} writes the colour of its ink into a field. */
final class StampVerb implements RuleVerb {

  private static final ImmutableSet<String> INKS = ImmutableSet.of("black", "blue");

  @Override
  public String name() {
    return "stamp";
  }

  @Override
  public ImmutableSet<String> options() {
    return ImmutableSet.of("ink", "ink-token");
  }

  @Override
  public Configured configure(String operand, ImmutableMap<String, String> options) {
    String ink = options.getOrDefault("ink", "black");
    if (!INKS.contains(ink)) {
      throw new IllegalArgumentException("`ink` is one of " + INKS);
    }
    return new Stamp(FieldName.of(operand), ink);
  }

  private record Stamp(FieldName name, String ink) implements Configured {

    @Override
    public Footprint footprint() {
      return new Footprint(ImmutableSet.of(), ImmutableSet.of(name));
    }

    @Override
    public ImmutableMap<FieldName, String> write(
        ImmutableMap<FieldName, ImmutableList<String>> read) {
      return ImmutableMap.of(name, ink);
    }
  }
}
