package io.letterhead.cli.config;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How times are written, in files and in flags: {@code 300ms}, {@code 10s}, {@code 5m}, {@code 1h}.
 */
public final class Times {

  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final ImmutableMap<String, Duration> UNITS =
      ImmutableMap.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1));

  private Times() {}

  /** A time from a millisecond to a day; empty where the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
    return Optional.of(unit.multipliedBy(Long.parseLong(matcher.group(1))))
        .filter(time -> time.compareTo(LONGEST) <= 0);
  }
}
