package io.letterhead.apache;

import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestClass;
import io.letterhead.policy.ResponseHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that goes to a provider's origin.
 *
 * @param generation what decided it; decides the response too
 * @param provider the provider
 * @param requests the class of the request; decides the response too
 * @param method the method
 * @param target the request target for the origin
 * @param fields the fields that leave
 * @param hop what the way to the origin asks for
 */
record ProviderOutgoing(
    PolicyGeneration generation,
    ProviderPolicy provider,
    RequestClass requests,
    String method,
    String target,
    OutboundHead fields,
    Hop hop)
    implements Outgoing {

  @Override
  public WireHead head(BodyFraming body, ProtocolVersion version) throws RefusedException {
    boolean http2 = Outgoing.isHttp2(version);
    List<Header> head = new ArrayList<>(fields.size() + 4);
    if (!http2) {
      head.add(new BasicHeader(HttpHeaders.HOST, provider.origin().authority()));
    }
    for (int i = 0; i < fields.size(); i++) {
      boolean sensitive = fields.owner(i) == Owner.POLICY;
      head.add(new BasicHeader(fields.name(i), fields.value(i), sensitive));
    }
    body.addExpectationTo(head);
    if (!http2) {
      body.addTo(head, method);
    }
    // What only a proxy reads is no field of the message to the origin, so the seal is without it.
    if (!provider.sealHolds(fields, entries(head))) {
      throw new RefusedException(
          Rejection.Reason.SEAL, "the message to be sent is not the one that was decided");
    }
    if (!http2) {
      hop.addTo(head);
    }
    return new WireHead(
        method,
        provider.origin().scheme(),
        Server.of(provider.origin()).authority(),
        target,
        hop.needsAbsoluteForm(),
        head);
  }

  @Override
  public void requirePeer(@Nullable SSLSession tls, @Nullable SocketAddress peer)
      throws RefusedException {
    InetAddress address = peer instanceof InetSocketAddress ip ? ip.getAddress() : null;
    if (tls == null && !provider.mayGoInClear(address)) {
      throw new RefusedException(
          Rejection.Reason.CLEARTEXT, "the connection to `" + provider + "` is without TLS");
    }
  }

  @Override
  public void filter(HttpResponse response) throws RefusedException {
    ResponseHead.Builder head = ResponseHead.builder(response.getCode());
    for (Header field : response.getHeaders()) {
      String value = field.getValue();
      head.add(field.getName(), value == null ? "" : value);
    }
    OutboundHead passing = new OutboundHead();
    Optional<Rejection> rejection =
        generation.evaluateResponse(provider, requests, head.build(), passing);
    if (rejection.isPresent()) {
      throw new RefusedException(rejection.get());
    }
    List<Header> fields = hop.ofThisHop(response);
    for (int i = 0; i < passing.size(); i++) {
      fields.add(new BasicHeader(passing.name(i), passing.value(i)));
    }
    response.setHeaders(fields.toArray(Header[]::new));
    response.setReasonPhrase(
        null); // a client ignores it (RFC 9112, section 4), and no rule sees it
  }

  private static List<Map.Entry<String, String>> entries(List<Header> head) {
    List<Map.Entry<String, String>> entries = new ArrayList<>(head.size());
    for (Header field : head) {
      entries.add(Map.entry(field.getName(), field.getValue()));
    }
    return entries;
  }
}
