package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A range of addresses in CIDR notation (RFC 4632). Immutable. */
public final class Network {

  private final String text;
  private final IpSubnetFilterRule rule;

  private Network(String text, IpSubnetFilterRule rule) {
    this.text = text;
    this.rule = rule;
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
    if (!InetAddresses.isInetAddress(address)) {
      throw new IllegalArgumentException("no network (expected: such as 10.0.0.0/8)");
    }
    InetAddress base = InetAddresses.forString(address);
    int bits = base.getAddress().length * 8;
    String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
      throw new IllegalArgumentException("no prefix length (expected: 0 to " + bits + ")");
    }
    return new Network(
        text, new IpSubnetFilterRule(base, Integer.parseInt(length), IpFilterRuleType.ACCEPT));
  }

  /** Whether an address is in it; an IPv4 address that is written as IPv6 is the IPv4 address. */
  public boolean contains(InetAddress address) {
    return rule.matches(new InetSocketAddress(address, 0));
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
