package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;

/**
 * Where to listen.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port the port; 0 for any free one
 */
public record ListenAddress(String host, int port) {

  /**
   * @throws NullPointerException if {@code host} is null
   * @throws IllegalArgumentException if the port is none
   */
  public ListenAddress {
    requireNonNull(host, "host");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /**
   * Reads {@code HOST:PORT}, IPv6 in brackets.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ListenAddress parse(String text) {
    requireNonNull(text, "text");
    try {
      HostAndPort address = HostAndPort.fromString(text).requireBracketsForIPv6();
      if (!address.getHost().isEmpty() && address.hasPort()) {
        return new ListenAddress(address.getHost(), address.getPort());
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    throw new IllegalArgumentException("not HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080");
  }

  /** Whether it is a loopback name or address as written; nothing is resolved. */
  public boolean isLoopback() {
    return HostGuard.isLoopback(host);
  }

  /** As an authority has it: {@code 127.0.0.1:8080}, {@code [::1]:8080}. */
  @Override
  public String toString() {
    return HostAndPort.fromParts(host, port).toString();
  }
}
