package io.letterhead.cli;

import io.letterhead.vertx.ListenAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option of the form {@code HOST:PORT}. */
final class ListenOption implements ITypeConverter<ListenAddress> {

  ListenOption() {}

  @Override
  public ListenAddress convert(String text) {
    try {
      return ListenAddress.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw new TypeConversionException("'" + text + "' is " + notOne.getMessage());
    }
  }
}
