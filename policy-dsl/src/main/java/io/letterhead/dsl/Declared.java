package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * What a section declares, and of what it failed to: so that a rule that names the latter draws no
 * second problem.
 *
 * @param items what could be read without a problem
 * @param broken the names of what could not
 * @param unreadable whether the section as a whole could not
 */
record Declared<T>(ImmutableList<T> items, ImmutableSet<String> broken, boolean unreadable) {

  static <T> Declared<T> none() {
    return new Declared<>(ImmutableList.of(), ImmutableSet.of(), false);
  }

  static <T> Declared<T> notRead() {
    return new Declared<>(ImmutableList.of(), ImmutableSet.of(), true);
  }

  /** Whether anything was left out. */
  boolean isPartial() {
    return unreadable || !broken.isEmpty();
  }

  /** Whether a rule that uses this name is to be left out, too. */
  boolean spoils(String name) {
    return unreadable || broken.contains(name);
  }

  /** Collects a section's declarations. */
  static final class Builder<T> {

    private final ImmutableList.Builder<T> items = ImmutableList.builder();
    private final ImmutableSet.Builder<String> broken = ImmutableSet.builder();

    void add(String name, T item, boolean sound) {
      if (sound) {
        items.add(item);
      } else {
        broken.add(name);
      }
    }

    void addBroken(String name) {
      broken.add(name);
    }

    Declared<T> build() {
      return new Declared<>(items.build(), broken.build(), false);
    }
  }
}
