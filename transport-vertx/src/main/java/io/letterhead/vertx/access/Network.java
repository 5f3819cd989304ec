package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation (RFC 4632): all whose first bits are those of one address.
 * Immutable.
 *
 * <p>Bits of the address behind the prefix do not count. An IPv4 address that is written as IPv6
 * ({@code ::ffff:10.0.0.1}) is the IPv4 address, in a network and in what is asked for.
 */
public final class Network {

  /** What an IPv4 address that is mapped into IPv6 begins with (RFC 4291, section 2.5.5.2). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final String text;
  private final byte[] base;
  private final int length;

  private Network(String text, byte[] base, int length) {
    this.text = text;
    this.base = base;
    this.length = length;
  }

  /**
   * Reads {@code ADDRESS/PREFIX-LENGTH}, or one address. Nothing is resolved.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if it is neither
   */
  public static Network parse(String text) {
    requireNonNull(text, "text");
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.indexOf('%') >= 0 || !InetAddresses.isInetAddress(address)) {
      throw new IllegalArgumentException("no network (expected: such as 10.0.0.0/8)");
    }
    byte[] base = InetAddresses.forString(address).getAddress();
    int bits = base.length * 8;
    // Lengths of what is written as IPv6 are lengths of IPv6, though it means IPv4.
    int before = base.length == 4 && address.indexOf(':') >= 0 ? MAPPED.length * 8 : 0;
    if (slash < 0) {
      return new Network(text, base, bits);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")
        || Integer.parseInt(length) < before
        || Integer.parseInt(length) > before + bits) {
      throw new IllegalArgumentException(
          "no prefix length (expected: " + before + " to " + (before + bits) + ")");
    }
    return new Network(text, base, Integer.parseInt(length) - before);
  }

  /**
   * Whether an address is in it.
   *
   * @throws NullPointerException if {@code address} is null
   */
  public boolean contains(InetAddress address) {
    byte[] asked = unmapped(address.getAddress());
    if (asked.length != base.length) {
      return false;
    }
    int whole = length / 8;
    int rest = length % 8;
    return Arrays.equals(asked, 0, whole, base, 0, whole)
        && (rest == 0 || ((asked[whole] ^ base[whole]) & 0xff) >>> (8 - rest) == 0);
  }

  /** The JDK makes most mapped addresses IPv4, but not those with a scope. */
  private static byte[] unmapped(byte[] address) {
    boolean mapped =
        address.length == 16 && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    return mapped ? Arrays.copyOfRange(address, MAPPED.length, 16) : address;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
