package io.letterhead.conformance.suite;

import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.ResponseHead;
import io.letterhead.policy.WebSocketProtocols;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the reference transport does with a request, step by step; a saboteur does one of them
 * otherwise.
 */
class Steps {
  private static final Set<String> TUNNELS = Set.of("CONNECT", "TRACE");
  private static final int SWITCHED = 101;
  private static final int SEE_OTHER = 303;
  private static final int UNAVAILABLE = 503;
  private static final int NEVER_INDEXED = 0x10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** The request as the transport looks at it. */
  CallerRequest taken(CallerRequest request) {
    return request;
  }

  /** The method and the target, or an exception. */
  RequestTarget target(CallerRequest request) {
    if (TUNNELS.contains(request.method())) {
      throw new IllegalArgumentException("no such method here");
    }
    RequestTarget target = RequestTarget.parse(request.target());
    if (target.hasEncodedSlash()) {
      throw new IllegalArgumentException("an escaped slash");
    }
    return target;
  }

  /** The caller's head, for the policy. */
  RequestHead head(CallerRequest request) {
    RequestHead.Builder head = RequestHead.builder(request.method(), target(request));
    request.fields().forEach(field -> head.add(field.name(), field.value()));
    return head.build();
  }

  /** What leaves, or an exception. */
  Outbound decided(PolicyUnderTest policy, CallerRequest request) {
    PolicyGeneration generation = policy.generation();
    OutboundHead sink = new OutboundHead();
    Decision decision = generation.evaluate(provider(generation), head(request), sink);
    if (decision instanceof Decision.Reject reject) {
      throw new RejectedException(reject.rejection());
    }
    List<WireField> framing =
        request.content().isEmpty()
            ? List.of()
            : List.of(
                new WireField("Content-Length", Integer.toString(request.content().length())));
    return new Outbound(
        request.method(),
        ((Decision.Forward) decision).target(),
        policy.origin().getAuthority(),
        fields(sink),
        framing,
        request.content(),
        List.of());
  }

  /** The policy that a request is decided by, from its beginning to its answer. */
  PolicyUnderTest begun(PolicyUnderTest live) {
    return live.now();
  }

  /** The policy that an answer is decided by. */
  PolicyUnderTest atTheAnswer(PolicyUnderTest begun, PolicyUnderTest live) {
    return begun;
  }

  /** What is written, of what was decided. */
  Outbound written(Outbound decided, CallerRequest request) {
    return decided;
  }

  /** The next request, after an answer; empty if the answer is the caller's. */
  Optional<Outbound> followed(
      PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
    boolean get = request.method().equals("GET");
    if (!REDIRECTS.contains(answer.status()) || !(get || answer.status() == SEE_OTHER)) {
      return Optional.empty();
    }
    URI here = URI.create("http://" + sent.host() + sent.target());
    URI there = here.resolve(answer.values("Location").get(0)).normalize();
    return staysWithin(policy, there)
        ? Optional.of(next(policy, get ? request : afterSeeOther(request), sent, there))
        : Optional.empty();
  }

  /** How many redirects of one request are followed. */
  int mostHops() {
    return 5;
  }

  /** What a request becomes that is answered with 303. */
  CallerRequest afterSeeOther(CallerRequest request) {
    List<WireField> fields =
        request.fields().stream().filter(f -> !f.isNamed("Content-Type")).toList();
    return new CallerRequest("GET", request.target(), fields, "", List.of());
  }

  /** Whether a redirect stays where the credential may go. */
  boolean staysWithin(PolicyUnderTest policy, URI there) {
    return policy.origin().getAuthority().equals(there.getAuthority())
        && there.getPath().startsWith(SuitePolicy.BASE_PATH + "/");
  }

  /** The request that a redirect leads to. */
  Outbound next(PolicyUnderTest policy, CallerRequest request, Outbound sent, URI there) {
    String below = there.getPath().substring(SuitePolicy.BASE_PATH.length());
    CallerRequest moved = request.to(below);
    return written(decided(policy, moved), moved);
  }

  /** Another attempt after a connection that broke before an answer; empty for none. */
  Optional<Outbound> retried(
      PolicyUnderTest policy, CallerRequest request, Outbound sent, IOException failure) {
    return request.method().equals("GET")
        ? Optional.of(written(decided(policy, request), request))
        : Optional.empty();
  }

  /** Another attempt after an answer that asks for one; empty for none. */
  Optional<Outbound> triedAgain(
      PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
    return answer.status() == UNAVAILABLE && request.method().equals("GET")
        ? Optional.of(written(decided(policy, request), request))
        : Optional.empty();
  }

  /** How a field line is written into a header block. */
  String coded(WireField field) {
    int first = field.isNamed(SuitePolicy.SLOT) ? NEVER_INDEXED : 0;
    return H2RawClient.literal(first, WireField.lowerCase(field.name()), field.value());
  }

  /** Whether an answer is read to its end before the caller gets any of it. */
  boolean buffers() {
    return false;
  }

  /** What happens when the caller leaves an answer. */
  void left(Closeable connection) throws IOException {
    connection.close();
  }

  /** The protocol that a handshake asks for, or an exception. */
  String upgrade(CallerRequest request) {
    List<String> asked =
        request.fields().stream()
            .filter(field -> field.isNamed("Upgrade"))
            .map(field -> WireField.lowerCase(field.value()))
            .toList();
    if (!asked.equals(List.of("websocket"))) {
      throw new IllegalArgumentException("no such upgrade here");
    }
    return "websocket";
  }

  /** The subprotocols that a handshake offers; empty for none. */
  String subprotocols(CallerRequest request) {
    return WebSocketProtocols.forwardable(values(request, "Sec-WebSocket-Protocol"));
  }

  /** A handshake as it leaves. */
  Outbound handshake(PolicyUnderTest policy, CallerRequest request) {
    String protocol = upgrade(request);
    Outbound handshake =
        written(decided(policy, request), request)
            .with("Connection", "Upgrade")
            .with("Upgrade", protocol)
            .with("Sec-WebSocket-Version", "13");
    for (String key : values(request, "Sec-WebSocket-Key")) {
      handshake = handshake.with("Sec-WebSocket-Key", key);
    }
    String subprotocols = subprotocols(request);
    return subprotocols.isEmpty()
        ? handshake
        : handshake.with("Sec-WebSocket-Protocol", subprotocols);
  }

  /** Whether an answer to a handshake opens a tunnel. */
  boolean tunnels(RawResponse answer) {
    return answer.status() == SWITCHED;
  }

  /** What goes into a tunnel, of what the caller writes there. */
  byte[] tunnelled(byte[] bytes) {
    return bytes;
  }

  private static List<String> values(CallerRequest request, String name) {
    return request.fields().stream()
        .filter(field -> field.isNamed(name))
        .map(WireField::value)
        .toList();
  }

  /** What the caller is told of a failure. */
  Exception told(Outbound sent, Exception failure) {
    return failure instanceof IOException ? new IOException("the origin gave no answer") : failure;
  }

  /** Which of the answers is the final one. */
  RawResponse finalOne(RawResponse answer) {
    return answer;
  }

  /** The fields of an answer that reach the caller, or an exception. */
  List<WireField> answered(PolicyUnderTest policy, CallerRequest request, RawResponse answer) {
    PolicyGeneration generation = policy.generation();
    ProviderPolicy provider = provider(generation);
    ResponseHead.Builder head = ResponseHead.builder(answer.status());
    answer.fields().forEach(field -> head.add(field.name(), field.value()));
    OutboundHead sink = new OutboundHead();
    generation
        .evaluateResponse(provider, provider.classOf(head(request)), head.build(), sink)
        .ifPresent(
            rejection -> {
              throw new RejectedException(rejection);
            });
    return fields(sink);
  }

  /** Whether an answer's content seems whole to the caller. */
  boolean seemsWhole(RawResponse answer) {
    return answer.complete();
  }

  static ProviderPolicy provider(PolicyGeneration generation) {
    return java.util.Objects.requireNonNull(
        generation.policy().providers().get(SuitePolicy.PROVIDER));
  }

  private static List<WireField> fields(OutboundHead sink) {
    List<WireField> fields = new ArrayList<>();
    for (int i = 0; i < sink.size(); i++) {
      fields.add(new WireField(sink.name(i), sink.value(i)));
    }
    return fields;
  }
}
