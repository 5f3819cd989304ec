package io.letterhead.apache;

import com.google.common.base.Ascii;
import com.google.common.net.InetAddresses;
import io.letterhead.policy.Origin;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where a route ends: scheme, host and port, as they are compared with a policy's origins. A host
 * with a last dot, or an IPv6 address with a zone, is another one than the same without.
 *
 * @param scheme in lower case
 * @param host in lower case; an IPv6 address without brackets, in its canonical form
 * @param port always given
 */
record Server(String scheme, String host, int port) {

  static Server of(HttpHost target) {
    String scheme = Ascii.toLowerCase(target.getSchemeName());
    int port = target.getPort();
    return new Server(
        scheme, host(target.getHostName()), port > 0 ? port : scheme.equals("https") ? 443 : 80);
  }

  /** The server of an origin, whatever the origin's base path is. */
  static Server of(Origin origin) {
    return new Server(origin.scheme(), origin.host(), origin.port());
  }

  /** Host and port as the {@code Host} field has them: the scheme's own port left out. */
  URIAuthority authority() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return new URIAuthority(host, usual ? -1 : port);
  }

  /** The canonical form of a host's name. */
  static String host(String name) {
    String lower = Ascii.toLowerCase(name);
    boolean address = lower.indexOf(':') >= 0 && InetAddresses.isInetAddress(lower);
    return address && lower.indexOf('%') < 0
        ? InetAddresses.toAddrString(InetAddresses.forString(lower))
        : lower;
  }

  /** Scheme, host and port. */
  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
