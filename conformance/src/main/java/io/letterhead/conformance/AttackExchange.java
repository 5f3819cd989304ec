package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.RawClient.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One case of the corpus as it was tried on a gateway: what the caller got, what the origin got.
 *
 * @param attack the case
 * @param gateway the gateway
 * @param responses what the caller got, in its order
 * @param received what the origin got, whether it was a request or not
 * @param failures what went wrong beside these, such as a connection that hangs
 */
public record AttackExchange(
    AttackCase attack,
    GatewayUnderTest gateway,
    List<RawResponse> responses,
    List<WireMessage> received,
    List<String> failures) {
  public AttackExchange {
    responses = List.copyOf(responses);
    received = List.copyOf(received);
    failures = List.copyOf(failures);
  }

  /**
   * Tries a case.
   *
   * <p>An honest request follows it, over the same connection if that stays open, and one over a
   * new connection: when they are answered, all that the first bytes could cause has reached the
   * origin.
   *
   * @param origin what stands behind the gateway; its requests are forgotten, its answers are
   *     changed
   * @param limit how long each connection may take
   */
  public static AttackExchange run(
      AttackCase attack, GatewayUnderTest gateway, RecordingOrigin origin, Duration limit) {
    return run(attack, gateway, AttackedOrigin.of(origin), limit);
  }

  static AttackExchange run(
      AttackCase attack, GatewayUnderTest gateway, AttackedOrigin origin, Duration limit) {
    List<RawResponse> responses = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    origin.begin(attack.origin());
    try (RawClient client = RawClient.connect(gateway.host(), gateway.port(), limit)) {
      client.sendInBackground(attack.bytes(gateway.authority(), gateway.prefix()));
      receive(client, attack, responses);
      followUp(client, gateway, responses, failures);
    } catch (IOException failure) {
      failures.add("the caller's connection: " + failure.getMessage());
    }
    serveHonestly(gateway, limit, failures);
    awaitQuiet(origin, limit, failures);
    return new AttackExchange(attack, gateway, responses, origin.received(), failures);
  }

  private static void receive(RawClient client, AttackCase attack, List<RawResponse> responses)
      throws IOException {
    for (int i = 0; i < times(attack.expectation()); i++) {
      Optional<RawResponse> response = client.receive();
      if (response.isEmpty()) {
        return;
      }
      responses.add(response.get());
    }
  }

  private static int times(Expectation expectation) {
    if (expectation instanceof Forwarded forwarded) {
      return forwarded.times();
    }
    if (expectation instanceof Either either) {
      return Math.max(times(either.first()), times(either.second()));
    }
    return 1;
  }

  /** Flushes out what else the gateway may have taken the bytes for. */
  private static void followUp(
      RawClient client,
      GatewayUnderTest gateway,
      List<RawResponse> responses,
      List<String> failures)
      throws IOException {
    if (responses.isEmpty() || !client.sentAll()) {
      return;
    }
    RawResponse last = responses.get(responses.size() - 1);
    boolean closes =
        last.values("Connection").stream().anyMatch(c -> WireField.lowerCase(c).contains("close"));
    if (closes || last.status() == 101) {
      return;
    }
    client.sendInBackground(fence(gateway));
    if (client.readRest().end() == End.OPEN) {
      failures.add("the connection hangs: the request after it got no answer");
    }
  }

  private static void serveHonestly(
      GatewayUnderTest gateway, Duration limit, List<String> failures) {
    try (RawClient client = RawClient.connect(gateway.host(), gateway.port(), limit)) {
      client.sendInBackground(fence(gateway));
      int status = client.receive().map(RawResponse::status).orElse(0);
      if (status != 200) {
        failures.add("an honest request after it is answered " + status);
      }
    } catch (IOException failure) {
      failures.add("an honest request after it fails: " + failure.getMessage());
    }
  }

  /** What was broken off is to be listed with this case, not with the next one. */
  private static void awaitQuiet(AttackedOrigin origin, Duration limit, List<String> failures) {
    try {
      origin.awaitQuiet(limit);
    } catch (IllegalStateException halfReceived) {
      failures.add("the origin still waits for the rest of a request");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failures.add("interrupted");
    }
  }

  private static byte[] fence(GatewayUnderTest gateway) {
    return "GET %s%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
        .formatted(gateway.prefix(), AttackedOrigin.FENCE, gateway.authority())
        .getBytes(ISO_8859_1);
  }

  /**
   * What the gateway did that a safe one does not; nothing if it withstood. The text holds no value
   * of a field and no byte of a body.
   */
  public List<String> violations() {
    List<String> violations = new ArrayList<>(failures);
    violations.addAll(AttackOracle.violations(attack.expectation(), this));
    return List.copyOf(violations);
  }
}
