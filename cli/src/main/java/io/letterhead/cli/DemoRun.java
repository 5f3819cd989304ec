package io.letterhead.cli;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.ProviderPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Sends the demo's requests, one after the other, over sockets of their own. */
final class DemoRun {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final int port;
  private final DemoOrigins origins;
  private final Queue<Heard> decisions;

  /**
   * @param port where the gateway listens on the loopback address
   * @param decisions what the gateway adds each decision to
   */
  DemoRun(int port, DemoOrigins origins, Queue<Heard> decisions) {
    this.port = port;
    this.origins = origins;
    this.decisions = decisions;
  }

  /** Sends a request, and gathers what became of it. */
  DemoExchange send(DemoRequest request, ProviderPolicy provider) {
    Optional<RawResponse> response = exchange(request);
    Map<String, List<WireMessage>> received = origins.received();
    List<WireMessage> arrived = new ArrayList<>();
    List<WireMessage> elsewhere = new ArrayList<>();
    received.forEach(
        (name, messages) -> (name.equals(provider.name()) ? arrived : elsewhere).addAll(messages));
    return new DemoExchange(
        request, response, Optional.ofNullable(decisions.poll()), arrived, elsewhere);
  }

  private Optional<RawResponse> exchange(DemoRequest request) {
    try (RawClient client = RawClient.connect("127.0.0.1", port, LIMIT)) {
      client.send(request.bytes("127.0.0.1:" + port));
      return client.receive();
    } catch (IOException noResponse) {
      return Optional.empty();
    }
  }
}
