package io.letterhead.cli;

import io.letterhead.cli.config.Times;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that is a time, as the config has them. */
final class TimeOption implements ITypeConverter<Duration> {

  TimeOption() {}

  @Override
  public Duration convert(String text) {
    return Times.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no time from 1ms to 24h, such as 300ms, 10s, 5m or 1h"));
  }
}
