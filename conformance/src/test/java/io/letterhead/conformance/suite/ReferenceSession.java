package io.letterhead.conformance.suite;

import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A session of the reference transport: one connection for each attempt. */
final class ReferenceSession implements TransportSession {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final PolicyUnderTest live;
  private final Steps steps;
  private final Queue<Closeable> connections = new ConcurrentLinkedQueue<>();

  ReferenceSession(PolicyUnderTest live, Steps steps) {
    this.live = live;
    this.steps = steps;
  }

  @Override
  public CallerAnswer send(CallerRequest asked) throws Exception {
    PolicyUnderTest policy = steps.begun(live);
    CallerRequest request = steps.taken(asked);
    Outbound outbound = steps.written(steps.decided(policy, request), request);
    Incoming answer = attempts(policy, request, outbound);
    Optional<Outbound> next = steps.followed(policy, request, outbound, answer.head());
    for (int hop = 0; next.isPresent() && hop < steps.mostHops(); hop++) {
      answer.connection().close();
      answer = attempts(policy, request, next.get());
      next = steps.followed(policy, request, next.get(), answer.head());
    }
    return new CallerAnswer(
        answer.head().status(),
        steps.answered(steps.atTheAnswer(policy, live), request, answer.head()),
        leavable(answer));
  }

  @Override
  public CallerUpgrade upgrade(CallerRequest asked) throws Exception {
    PolicyUnderTest policy = steps.begun(live);
    CallerRequest request = steps.taken(asked);
    RawClient client = http1(policy, steps.handshake(policy, request));
    Incoming answer = Incoming.of(client);
    CallerAnswer head =
        new CallerAnswer(
            answer.head().status(),
            steps.answered(steps.atTheAnswer(policy, live), request, answer.head()),
            leavable(answer));
    return steps.tunnels(answer.head())
        ? new CallerUpgrade(head, new Tunnel(client))
        : CallerUpgrade.refused(head);
  }

  private Incoming attempts(PolicyUnderTest policy, CallerRequest request, Outbound outbound)
      throws Exception {
    Incoming answer;
    try {
      answer = attempt(policy, outbound);
    } catch (IOException failure) {
      return again(
          policy,
          steps
              .retried(policy, request, outbound, failure)
              .orElseThrow(() -> steps.told(outbound, failure)));
    }
    Optional<Outbound> again = steps.triedAgain(policy, request, outbound, answer.head());
    if (again.isEmpty()) {
      return answer;
    }
    answer.connection().close();
    return again(policy, again.get());
  }

  private Incoming again(PolicyUnderTest policy, Outbound outbound) throws Exception {
    try {
      return attempt(policy, outbound);
    } catch (IOException failedAgain) {
      throw steps.told(outbound, failedAgain);
    }
  }

  private Incoming attempt(PolicyUnderTest policy, Outbound outbound) throws IOException {
    Incoming answer;
    if (policy.wire().isHttp2()) {
      H2RawClient client = http2(policy, outbound);
      answer = steps.buffers() ? whole(client.receive(1), client) : Incoming.of(client);
    } else {
      RawClient client = http1(policy, outbound);
      answer = steps.buffers() ? whole(client.receive(), client) : Incoming.of(client);
    }
    return answer.head(steps.finalOne(answer.head()));
  }

  private Incoming whole(Optional<RawResponse> answer, Closeable connection) throws IOException {
    RawResponse read = answer.orElseThrow(() -> new IOException("no answer"));
    return Incoming.whole(read, steps.seemsWhole(read), connection);
  }

  private RawClient http1(PolicyUnderTest policy, Outbound outbound) throws IOException {
    int port = port(outbound);
    RawClient client =
        policy.wire().isTls()
            ? RawClient.connectTls(port, policy.tls(), LIMIT)
            : RawClient.connect("127.0.0.1", port, LIMIT);
    connections.add(client);
    client.send(OutboundBytes.http1(outbound));
    return client;
  }

  private H2RawClient http2(PolicyUnderTest policy, Outbound outbound) throws IOException {
    H2RawClient client = H2RawClient.openTls(port(outbound), policy.tls(), LIMIT);
    connections.add(client);
    client.send(OutboundBytes.http2(outbound, steps::coded));
    return client;
  }

  private static int port(Outbound outbound) {
    return Integer.parseInt(outbound.host().split(":", -1)[1]);
  }

  private InputStream leavable(Incoming answer) {
    return new FilterInputStream(answer.content()) {
      @Override
      public void close() throws IOException {
        steps.left(answer.connection());
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (Closeable connection : connections) {
      connection.close();
    }
  }

  /** What the caller writes after an upgrade. */
  private final class Tunnel extends OutputStream {
    private final RawClient client;

    Tunnel(RawClient client) {
      this.client = client;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      client.send(steps.tunnelled(java.util.Arrays.copyOfRange(bytes, offset, offset + length)));
    }
  }
}
