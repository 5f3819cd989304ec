package io.letterhead.policy.spi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;

/**
 * What a rule of a plug-in touches. The compiler holds it to what any rule is held to; the engine
 * hands over nothing else and takes nothing else back.
 *
 * @param reads the caller's fields whose values it is given, where they pass
 * @param writes the fields that it writes; the policy owns them from then on
 */
public record Footprint(ImmutableSet<FieldName> reads, ImmutableSet<FieldName> writes) {
  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code writes} is empty, or holds a name that is read: what
   *     the policy writes never passes, so there would be nothing to read
   */
  public Footprint {
    if (requireNonNull(writes, "writes").isEmpty()) {
      throw new IllegalArgumentException("writes: none (expected: at least one)");
    }
    for (FieldName name : requireNonNull(reads, "reads")) {
      if (writes.contains(name)) {
        throw new IllegalArgumentException(
            "`" + name + "` is read and written (expected: another name to read, or to write)");
      }
    }
  }
}
