package io.letterhead.vertx;

import com.google.common.base.Ascii;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestClass;
import io.letterhead.policy.RequestHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as decided: all that is sent is made from this, nothing from the caller's message.
 *
 * @param generation what decided it; decides the response too
 * @param provider where it goes
 * @param requests the class that it is of; decides the response too
 * @param method the method
 * @param target the request target for the origin
 * @param fields the fields that leave
 * @param framing how the body is framed
 * @param handshake the WebSocket that it asks for, or null
 */
record Outgoing(
    PolicyGeneration generation,
    ProviderPolicy provider,
    RequestClass requests,
    String method,
    String target,
    OutboundHead fields,
    Framing framing,
    @Nullable WebSocketHandshake handshake) {

  /** A request that is to be forwarded. */
  static Outgoing of(
      PolicyGeneration generation,
      ProviderPolicy provider,
      RequestHead head,
      Decision.Forward forward,
      OutboundHead fields,
      Framing framing,
      @Nullable WebSocketHandshake handshake) {
    return new Outgoing(
        generation,
        provider,
        provider.classOf(head),
        head.method(),
        forward.target(),
        fields,
        framing,
        handshake);
  }

  /** Whether it may be sent again where the first connection turned out to be closed. */
  boolean isRepeatable() {
    return !framing.hasBody()
        && handshake == null
        && (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS"));
  }

  /**
   * Writes the head into a request that nothing has been sent of, the transport's own fields
   * afresh.
   *
   * @return whether the seal holds: the fields under the policy's names are exactly those decided
   */
  boolean writeTo(HttpClientRequest request) {
    MultiMap head = request.headers();
    // HTTP/2 has it as `:authority`, which the library writes from where the request goes.
    boolean http2 = request.version() == HttpVersion.HTTP_2;
    if (!http2) {
      head.add("Host", provider.origin().authority());
    }
    for (int i = 0; i < fields.size(); i++) {
      head.add(fields.name(i), fields.value(i));
    }
    if (handshake != null) {
      handshake.writeTo(head);
    } else if (framing.kind() == Framing.Kind.LENGTH) {
      head.add("Content-Length", Long.toString(framing.length()));
    } else if (framing.kind() == Framing.Kind.CHUNKED && !http2) {
      request.setChunked(true);
    }
    return provider.sealHolds(fields, http2 ? spelledAsDecided(head) : head);
  }

  /** The fields of a head of HTTP/2, where all names are in lower case, as they were decided. */
  private List<Map.Entry<String, String>> spelledAsDecided(MultiMap head) {
    Map<String, String> spellings = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      spellings.put(Ascii.toLowerCase(fields.name(i)), fields.name(i));
    }
    List<Map.Entry<String, String>> spelled = new ArrayList<>();
    for (Map.Entry<String, String> field : head) {
      String name = field.getKey();
      spelled.add(Map.entry(spellings.getOrDefault(name, name), field.getValue()));
    }
    return spelled;
  }
}
