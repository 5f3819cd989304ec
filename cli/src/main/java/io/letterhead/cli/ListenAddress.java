package io.letterhead.cli;

import com.google.common.net.HostAndPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen, written {@code HOST:PORT}.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port the port; 0 for any free one
 */
record ListenAddress(String host, int port) {

  static ListenAddress parse(String text) {
    try {
      HostAndPort address = HostAndPort.fromString(text).requireBracketsForIPv6();
      if (!address.getHost().isEmpty() && address.hasPort()) {
        return new ListenAddress(address.getHost(), address.getPort());
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    throw new TypeConversionException(
        "'" + text + "' is not HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080");
  }

  /** As a URL has it. */
  static String url(String host, int port) {
    return "http://" + HostAndPort.fromParts(host, port);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<ListenAddress> {
    Converter() {}

    @Override
    public ListenAddress convert(String text) {
      return parse(text);
    }
  }
}
