package io.letterhead.cli;

import io.letterhead.conformance.suite.Wire;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a wire's id. */
final class WireOption implements ITypeConverter<Wire> {

  WireOption() {}

  @Override
  public Wire convert(String id) {
    return Wire.of(id)
        .orElseThrow(
            () ->
                new TypeConversionException("expected one of " + all() + " but was '" + id + "'"));
  }

  private static String all() {
    return Arrays.stream(Wire.values()).map(Wire::id).collect(Collectors.joining(", "));
  }
}
