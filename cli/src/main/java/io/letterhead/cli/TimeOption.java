package io.letterhead.cli;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that is a time, as the config has them. */
final class TimeOption implements ITypeConverter<Duration> {

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

  TimeOption() {}

  @Override
  public Duration convert(String text) {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      Duration unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
      Duration time = unit.multipliedBy(Long.parseLong(matcher.group(1)));
      if (time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no time from 1ms to 24h, such as 300ms, 10s, 5m or 1h");
  }
}
