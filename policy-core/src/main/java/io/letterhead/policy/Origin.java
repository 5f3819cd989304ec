package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a provider's requests go: scheme, host and port (an origin, RFC 6454), and the path that
 * all of its request targets begin with. Canonical: equal origins are equal records.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address without brackets
 * @param port always given
 * @param basePath empty, or a canonical path that begins with {@code /} and does not end with one
 */
public record Origin(String scheme, String host, int port, String basePath) {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Splitter LABELS = Splitter.on('.');

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a part is not in its canonical form: see {@link #parse}
   */
  public Origin {
    requireNonNull(scheme, "scheme");
    requireNonNull(host, "host");
    requireNonNull(basePath, "basePath");
    if (!SCHEMES.contains(scheme)
        || port < 1
        || port > 65535
        || !host(host).equals(host)
        || !basePath(basePath).equals(basePath)) {
      throw new IllegalArgumentException("an origin's parts are canonical");
    }
  }

  /**
   * Reads an absolute {@code http} or {@code https} URL without userinfo, query or fragment.
   *
   * @throws NullPointerException if {@code url} is null
   * @throws IllegalArgumentException if it is anything else; the message says what, and shows
   *     nothing of the URL
   */
  public static Origin parse(String url) {
    requireNonNull(url, "url");
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : Ascii.toLowerCase(uri.getScheme());
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException("an origin begins with http:// or https://");
    }
    if (uri.getRawAuthority() == null) {
      throw new IllegalArgumentException("an origin has a host");
    }
    if (uri.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException("an origin has no userinfo");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("an origin has no query or fragment");
    }
    HostAndPort authority = authority(uri.getRawAuthority());
    int port = authority.getPortOrDefault(scheme.equals("https") ? 443 : 80);
    return new Origin(scheme, host(authority.getHost()), port, basePath(uri.getRawPath()));
  }

  /** Whether requests go over TLS. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /**
   * Whether the host is {@code localhost} or a loopback address as written. What a name resolves to
   * is for the transport to see.
   */
  public boolean isLoopback() {
    return host.equals("localhost")
        || (InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isLoopbackAddress());
  }

  /** Host and port as the {@code Host} field has them: the scheme's own port left out. */
  public String authority() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == (isSecure() ? 443 : 80) ? shown : shown + ":" + port;
  }

  /**
   * Whether scheme, host and port are the same.
   *
   * @throws NullPointerException if {@code other} is null
   */
  public boolean sameServer(Origin other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /** The URL, canonical. */
  @Override
  public String toString() {
    return scheme + "://" + authority() + basePath;
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL: " + e.getReason(), null);
    }
  }

  private static HostAndPort authority(String text) {
    try {
      HostAndPort authority = HostAndPort.fromString(text).requireBracketsForIPv6();
      if (authority.getHost().isEmpty() || (authority.hasPort() && authority.getPort() == 0)) {
        throw new IllegalArgumentException();
      }
      return authority;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("an origin has a host, and a port from 1 to 65535", null);
    }
  }

  private static String host(String host) {
    String lower = Ascii.toLowerCase(host);
    if (lower.indexOf(':') >= 0) {
      if (!InetAddresses.isInetAddress(lower) || lower.indexOf('%') >= 0) {
        throw new IllegalArgumentException("an IPv6 host is an address without a zone");
      }
      return InetAddresses.toAddrString(InetAddresses.forString(lower));
    }
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    for (String label : LABELS.split(name)) {
      if (label.isEmpty() || !Folding.isPlain(label)) {
        throw new IllegalArgumentException("a host has letters, digits, dots and hyphens");
      }
    }
    return name;
  }

  private static String basePath(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return "";
    }
    RequestTarget target;
    try {
      target = RequestTarget.parse(path);
    } catch (RejectedException e) {
      throw new IllegalArgumentException("an origin's base path is one that a request may have", e);
    }
    if (target.hasEncodedSlash() || !target.query().isEmpty()) {
      throw new IllegalArgumentException("an origin's base path holds no `%2F` and no query");
    }
    String canonical = target.path();
    return canonical.endsWith("/") ? canonical.substring(0, canonical.length() - 1) : canonical;
  }
}
