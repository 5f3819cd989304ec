package io.letterhead.apache;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * A CONNECT to the configured proxy. It goes in clear, so it holds nothing but where the tunnel
 * ends and the client's own answer to the proxy's challenge.
 *
 * @param target where the tunnel ends
 * @param hop what the proxy asks for
 */
record TunnelOutgoing(HttpHost target, Hop hop) implements Outgoing {

  @Override
  public WireHead head(BodyFraming body, ProtocolVersion version) {
    String end = target.toHostString();
    List<Header> fields = new ArrayList<>(2);
    fields.add(new BasicHeader(HttpHeaders.HOST, end));
    hop.addTo(fields);
    return new WireHead(
        "CONNECT", target.getSchemeName(), new URIAuthority(target), end, false, fields);
  }

  @Override
  public void requirePeer(@Nullable SSLSession tls, @Nullable SocketAddress peer) {
    // Holds no credential but the proxy's own.
  }

  @Override
  public void filter(HttpResponse response) {
    // It is the proxy's, and is read by the client.
  }
}
