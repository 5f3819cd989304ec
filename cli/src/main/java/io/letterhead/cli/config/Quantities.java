package io.letterhead.cli.config;

import com.google.common.collect.ImmutableMap;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations, sizes and counts. */
final class Quantities {

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,12})(KiB|MiB|GiB)?");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  private static final ImmutableMap<String, Long> UNITS_OF_SIZE =
      ImmutableMap.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Quantities() {}

  /** A time from a millisecond to a day. */
  static Optional<Duration> duration(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> time = Times.parse(word.get().text());
    if (time.isPresent()) {
      return time;
    }
    given.error(
        ConfigProblem.BAD_DURATION,
        word.get().position(),
        Words.quote(word.get().text()) + " is no time for " + given.what(),
        "a time is a whole number with `ms`, `s`, `m` or `h`, from `1ms` to `24h`; a number"
            + " without a unit could mean any of them",
        "write a time such as `300ms`, `10s`, `5m` or `1h`");
    return Optional.empty();
  }

  /**
   * A number of bytes.
   *
   * @param least the smallest that makes sense
   * @param most the largest
   */
  static Optional<Long> size(Given given, String least, String most) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> size = bytes(word.get().text());
    if (size.isPresent() && size.get() >= limit(least) && size.get() <= limit(most)) {
      return size;
    }
    given.error(
        ConfigProblem.BAD_SIZE,
        word.get().position(),
        Words.quote(word.get().text()) + " is no size for " + given.what(),
        "a size is a whole number of bytes, or one with `KiB`, `MiB` or `GiB`, here from "
            + Words.quote(least)
            + " to "
            + Words.quote(most),
        "write a size such as `32KiB`, `10MiB` or `1048576`");
    return Optional.empty();
  }

  /** A number from 1 to another. */
  static Optional<Integer> count(Given given, int most) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    String text = word.get().text();
    if (COUNT.matcher(text).matches() && Integer.parseInt(text) <= most) {
      return Optional.of(Integer.parseInt(text));
    }
    given.error(
        ConfigProblem.BAD_COUNT,
        word.get().position(),
        Words.quote(text) + " is no number for " + given.what(),
        "it is a whole number from 1 to " + most + ", written with digits alone",
        "write a number such as `100`");
    return Optional.empty();
  }

  private static Optional<Long> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        matcher.group(2) == null ? 1 : Objects.requireNonNull(UNITS_OF_SIZE.get(matcher.group(2)));
    long number = Long.parseLong(matcher.group(1));
    return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
  }

  private static long limit(String text) {
    return bytes(text).orElseThrow();
  }
}
