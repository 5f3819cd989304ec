package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.suite.CallerAnswer;
import io.letterhead.conformance.suite.CallerRequest;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.PolicyUnderTest;
import io.letterhead.conformance.suite.TransportSession;
import io.letterhead.conformance.suite.TransportUnderTest;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Transports for tests of the command: a connection for each request, with answers as they are. */
public abstract class SocketTransport implements TransportUnderTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final String leaks;

  SocketTransport(String name, String leaks) {
    this.name = name;
    this.leaks = leaks;
  }

  /** Keeps what the policy keeps back. */
  public static final class Faithful extends SocketTransport {
    public Faithful() {
      super("faithful", "");
    }
  }

  /** Sends the caller's credential on, beside the provider's. */
  public static final class Leaky extends SocketTransport {
    public Leaky() {
      super("leaky", "X-Api-Key");
    }
  }

  /** Lets nothing through. */
  public static final class Deaf extends SocketTransport {
    public Deaf() {
      super("deaf", "");
    }

    @Override
    public TransportSession open(PolicyUnderTest policy) {
      return request -> {
        throw new IOException("no");
      };
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.ANY_POLICY);
  }

  @Override
  public TransportSession open(PolicyUnderTest policy) {
    return request -> send(policy, request);
  }

  private CallerAnswer send(PolicyUnderTest policy, CallerRequest request) throws IOException {
    ProviderPolicy provider =
        requireNonNull(policy.generation().policy().providers().get(policy.provider()));
    RequestHead.Builder head =
        RequestHead.builder(request.method(), RequestTarget.parse(request.target()));
    request.fields().forEach(field -> head.add(field.name(), field.value()));
    OutboundHead leaves = new OutboundHead();
    if (policy.generation().evaluate(provider, head.build(), leaves)
        instanceof Decision.Forward forward) {
      try (RawClient client =
          RawClient.connect(policy.origin().getHost(), policy.origin().getPort(), LIMIT)) {
        client.send(bytes(policy, request, forward, leaves));
        RawResponse answer = client.receive().orElseThrow(() -> new IOException("no answer"));
        return CallerAnswer.of(
            answer.status(), answer.fields(), answer.body().getBytes(ISO_8859_1));
      }
    }
    throw new IOException("refused");
  }

  private String bytes(
      PolicyUnderTest policy,
      CallerRequest request,
      Decision.Forward forward,
      OutboundHead leaves) {
    StringBuilder bytes = new StringBuilder(request.method() + " " + forward.target());
    bytes.append(" HTTP/1.1\r\nHost: ").append(policy.origin().getAuthority()).append("\r\n");
    for (int i = 0; i < leaves.size(); i++) {
      line(bytes, leaves.name(i), leaves.value(i));
    }
    for (WireField field : request.fields()) {
      if (field.name().equals(leaks)) {
        line(bytes, field.name(), field.value());
      }
    }
    line(bytes, "Content-Length", Integer.toString(request.content().length()));
    return bytes.append("\r\n").append(request.content()).toString();
  }

  private static void line(StringBuilder bytes, String name, String value) {
    bytes.append(name).append(": ").append(value).append("\r\n");
  }
}
