package io.letterhead.apache;

import io.letterhead.policy.RequestHead;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that goes to an origin that no provider names, where the application asked for that:
 * the caller's own message, well-formed, and nothing of the policy's.
 *
 * @param scheme the scheme of the route's target
 * @param authority the route's target
 * @param head the caller's head
 * @param path the request target, as the caller has it
 * @param hop what the way to the origin asks for
 */
record ForeignOutgoing(
    String scheme, URIAuthority authority, RequestHead head, String path, Hop hop)
    implements Outgoing {

  @Override
  public WireHead head(BodyFraming body, ProtocolVersion version) {
    boolean http2 = Outgoing.isHttp2(version);
    List<Header> fields = new ArrayList<>(head.size() + 3);
    if (!http2) {
      fields.add(new BasicHeader(HttpHeaders.HOST, authority.toString()));
    }
    for (int i = 0; i < head.size(); i++) {
      if (!Hop.isOfOneHop(head.name(i))) {
        fields.add(new BasicHeader(head.name(i), head.value(i)));
      }
    }
    body.addExpectationTo(fields);
    if (!http2) {
      body.addTo(fields, head.method());
      hop.addTo(fields);
    }
    return new WireHead(head.method(), scheme, authority, path, hop.needsAbsoluteForm(), fields);
  }

  @Override
  public void requirePeer(@Nullable SSLSession tls, @Nullable SocketAddress peer) {
    // Holds nothing that is not the caller's own.
  }

  @Override
  public void filter(HttpResponse response) {
    // Nothing of the policy's was sent, so nothing of it can come back.
  }
}
