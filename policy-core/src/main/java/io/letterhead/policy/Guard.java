package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;

/**
 * A condition on one field line's value; a value that fails it rejects the request.
 *
 * <p>Bytes are compared: a value holds nothing but ASCII by the time that a guard sees it.
 */
public sealed interface Guard {

  /** Whether the value passes. */
  boolean holds(String value);

  /**
   * The value is one of these, byte for byte.
   *
   * @param values what may pass; not empty
   */
  record OneOf(ImmutableSet<String> values) implements Guard {

    /**
     * @throws NullPointerException if {@code values} is null
     * @throws IllegalArgumentException if {@code values} is empty
     */
    public OneOf {
      requireNonNull(values, "values");
      if (values.isEmpty()) {
        throw new IllegalArgumentException("values: none (expected: at least one)");
      }
    }

    @Override
    public boolean holds(String value) {
      return values.contains(value);
    }

    @Override
    public int hashCode() {
      return Spread.hash(values);
    }
  }

  /**
   * The value is at most so long.
   *
   * @param bytes the greatest length, in bytes; at least 1
   */
  record MaxLength(int bytes) implements Guard {

    /**
     * @throws IllegalArgumentException if {@code bytes} is below 1
     */
    public MaxLength {
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 1)");
      }
    }

    @Override
    public boolean holds(String value) {
      return value.length() <= bytes;
    }

    @Override
    public int hashCode() {
      return Spread.hash(bytes);
    }
  }
}
