package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.Rejection.Reason;
import io.letterhead.policy.spi.RuleVerb;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a plug-in's rule write into one request: it is given what its footprint reads, and all that
 * it writes is checked before any of it leaves.
 */
final class CustomWrites {

  private CustomWrites() {}

  static void write(Written.Custom custom, CallerFields fields, Outcome outcome) {
    ImmutableList<FieldName> writes = custom.configured().writes();
    if (outcome.isRejected()) {
      // What it would have written stays unknown, so it is no reason to say that a field is
      // missing.
      writes.forEach(outcome::wouldLeave);
      return;
    }
    ImmutableMap.Builder<FieldName, ImmutableList<String>> read = ImmutableMap.builder();
    custom.configured().reads().forEach(name -> read.put(name, fields.passing(name)));
    ImmutableMap<FieldName, ImmutableList<String>> handed = read.buildOrThrow();
    RuleVerb.Configured rule = custom.configured().rule();
    try {
      leave(custom, custom.configured().calls().call(() -> rule.write(handed)), outcome);
    } catch (FailedCallException e) {
      fail(custom, e.getMessage(), outcome);
    } catch (ClassCastException e) {
      fail(custom, "returned something else than names and values", outcome);
    }
  }

  private static void leave(Written.Custom custom, Map<FieldName, String> made, Outcome outcome) {
    ImmutableList<FieldName> writes = custom.configured().writes();
    if (!writes.containsAll(made.keySet())) {
      fail(custom, "writes a field outside of its footprint", outcome);
      return;
    }
    for (String value : made.values()) {
      if (!FieldValue.isFixed(value)) {
        fail(custom, "writes a value that no field may have", outcome);
        return;
      }
    }
    for (FieldName name : writes) {
      String value = made.get(name);
      if (value != null) {
        outcome.leaves(name.spelled(), value, Owner.POLICY);
      }
    }
  }

  private static void fail(Written.Custom custom, @Nullable String what, Outcome outcome) {
    // Nor is it missing: the caller did not leave it out.
    custom.configured().writes().forEach(outcome::wouldLeave);
    outcome.reject(
        Reason.PLUG_IN,
        custom.name().spelled(),
        "is not written: the plug-in `" + custom.rule().verb() + "` " + what);
  }
}
