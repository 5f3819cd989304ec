package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * Who may be meant by a request, and which web pages may send one.
 *
 * <p>Where callers are not authenticated, the gateway would lend its keys to any page that can make
 * a browser reach it. A page cannot choose {@code Host}, so one that names another site, by DNS
 * rebinding, is refused; nor can it choose {@code Origin}, or {@code Sec-Fetch-Site}, by which
 * browsers tell of the requests that they send without an {@code Origin}, such as for an image.
 * Where callers are authenticated, that goes for passwords: a browser that has been given one sends
 * it with whatever a page asks of it (RFC 7617, section 2.2), while a key or a token is sent by the
 * code that holds it.
 */
final class HostGuard {

  private static final CharMatcher HOST_CHARACTERS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf(".-_:[]"));

  /** No page, or one that came from here (Fetch Metadata, section 2.3). */
  private static final ImmutableSet<String> OWN_SITES = ImmutableSet.of("none", "same-origin");

  private final ImmutableSet<String> hosts;
  private final ImmutableSet<String> origins;

  HostGuard(ImmutableSet<String> hosts, ImmutableSet<String> origins) {
    this.hosts = hosts.stream().map(Ascii::toLowerCase).collect(ImmutableSet.toImmutableSet());
    this.origins = origins;
  }

  /** Why a request to this host is refused, if it is. */
  Optional<Refusal> refuses(String host, MultiMap fields) {
    if (!isLoopback(host) && !hosts.contains(host)) {
      return Optional.of(Refusal.HOST_UNKNOWN);
    }
    return refusesPage(fields);
  }

  /** Why a request is refused for the page that had it sent, if it is. */
  Optional<Refusal> refusesPage(MultiMap fields) {
    List<String> from = fields.getAll("Origin");
    boolean listed =
        from.isEmpty()
            ? OWN_SITES.containsAll(fields.getAll("Sec-Fetch-Site"))
            : from.size() == 1 && origins.contains(from.get(0));
    return listed ? Optional.empty() : Optional.of(Refusal.ORIGIN);
  }

  /**
   * The host that an authority names, in lower case, without its port.
   *
   * @throws RefusedException if it is malformed (RFC 9112, section 3.2)
   */
  static String hostOf(String authority) {
    if (!HOST_CHARACTERS.matchesAllOf(authority)) {
      throw new RefusedException(Refusal.HOST);
    }
    HostAndPort named;
    try {
      named = HostAndPort.fromString(authority).requireBracketsForIPv6();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.HOST);
    }
    String host = Ascii.toLowerCase(named.getHost());
    boolean bracketed = authority.startsWith("[");
    if (host.isEmpty()
        || bracketed != (host.indexOf(':') >= 0)
        || host.indexOf('[') >= 0
        || host.indexOf(']') >= 0
        || (bracketed && !InetAddresses.isInetAddress(host))) {
      throw new RefusedException(Refusal.HOST);
    }
    return host;
  }

  /** Whether a host is a loopback name or address as written; nothing is resolved. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || (InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isLoopbackAddress());
  }
}
