package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.Rejection.Reason;
import java.util.Map;

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
    try {
      leave(custom, call(custom, read.buildOrThrow()), outcome);
    } catch (RuntimeException e) {
      fail(custom, "failed with " + e.getClass().getName(), outcome);
    }
  }

  private static Map<FieldName, String> call(
      Written.Custom custom, ImmutableMap<FieldName, ImmutableList<String>> read) {
    return custom.configured().rule().write(read);
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

  private static void fail(Written.Custom custom, String what, Outcome outcome) {
    outcome.reject(
        Reason.PLUG_IN,
        custom.name().spelled(),
        "is not written: the plug-in `" + custom.rule().verb() + "` " + what);
  }
}
