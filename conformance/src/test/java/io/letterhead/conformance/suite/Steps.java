package io.letterhead.conformance.suite;

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

  /** What is written, of what was decided. */
  Outbound written(Outbound decided, CallerRequest request) {
    return decided;
  }

  /** The next request, after an answer; empty if the answer is the caller's. */
  Optional<Outbound> followed(
      PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
    if (!REDIRECTS.contains(answer.status()) || !request.method().equals("GET")) {
      return Optional.empty();
    }
    URI here = URI.create("http://" + sent.host() + sent.target());
    URI there = here.resolve(answer.values("Location").get(0)).normalize();
    return staysWithin(policy, there)
        ? Optional.of(next(policy, request, sent, there))
        : Optional.empty();
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
