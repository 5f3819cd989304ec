package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/** A growing list of field lines: names beside values, in order, nothing merged. */
final class Fields {

  private String[] names;
  private String[] values;
  private int size;

  Fields(int expected) {
    names = new String[expected];
    values = new String[expected];
  }

  private Fields(Fields other) {
    names = Arrays.copyOf(other.names, other.size);
    values = Arrays.copyOf(other.values, other.size);
    size = other.size;
  }

  void add(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    if (size == names.length) {
      int larger = Math.max(8, size * 2);
      names = Arrays.copyOf(names, larger);
      values = Arrays.copyOf(values, larger);
    }
    names[size] = name;
    values[size++] = value;
  }

  /** A copy that later additions do not touch. */
  Fields copy() {
    return new Fields(this);
  }

  int size() {
    return size;
  }

  String name(int index) {
    return names[checked(index)];
  }

  String value(int index) {
    return values[checked(index)];
  }

  /** The names alone: values may be secret. */
  @Override
  public String toString() {
    return Arrays.asList(Arrays.copyOf(names, size)).toString();
  }

  private int checked(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }
}
