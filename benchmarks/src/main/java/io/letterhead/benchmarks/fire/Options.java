package io.letterhead.benchmarks.fire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How large a run is, by {@code --name value}; what is not given has the scenario's default. */
final class Options {

  private static final Set<String> KNOWN =
      Set.of(
          "gateway",
          "front",
          "behind",
          "count",
          "seconds",
          "ramp",
          "late-ms",
          "readers",
          "most-mib",
          "faults",
          "targets",
          "connections",
          "minutes",
          "turn-ms",
          "lanes",
          "seed");

  private final Map<String, String> given = new HashMap<>();

  private Options() {}

  /**
   * @throws IllegalArgumentException if an option is unknown or has no value
   */
  static Options parse(List<String> words) {
    Options options = new Options();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!words.get(i).startsWith("--") || !KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            words.get(i) + ": no option (expected: --NAME VALUE of " + new TreeSet<>(KNOWN) + ")");
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("--" + name + " has no value");
      }
      options.given.put(name, words.get(i + 1));
    }
    return options;
  }

  /** The same, with one more. */
  Options with(String name, Object value) {
    Options more = new Options();
    more.given.putAll(given);
    more.given.put(name, value.toString());
    return more;
  }

  String word(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  /**
   * @throws IllegalArgumentException if it is given and is no positive number
   */
  double number(String name, double otherwise) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    double number = Double.parseDouble(text);
    if (!(number > 0)) {
      throw new IllegalArgumentException("--" + name + ": " + text + " (expected: above 0)");
    }
    return number;
  }

  int count(String name, int otherwise) {
    return (int) number(name, otherwise);
  }

  /** What is spoken in front of the gateway, or behind it. */
  Protocol protocol(String side) {
    return Protocol.of(word(side, "h1"));
  }
}
