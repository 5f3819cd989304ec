package io.letterhead.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cases of the {@link AttackCorpus} with HTTP/2 in front of the gateway, or behind it. */
public final class H2AttackExchange {
  /** What a stream that is reset, or a connection that is ended, counts as. */
  static final int RESET = 400;

  private H2AttackExchange() {}

  /**
   * Tries a case over HTTP/2 with TLS. An honest request follows it, over the same connection if
   * that stays open, else over a new one.
   *
   * @param origin what stands behind the gateway; its requests are forgotten, its answers are
   *     changed
   * @param certificate what the gateway shows
   * @param limit how long each answer may take
   * @return what happened; empty if the case has no shape in HTTP/2
   */
  public static Optional<AttackExchange> inFront(
      AttackCase attack,
      GatewayUnderTest gateway,
      RecordingOrigin origin,
      OriginCertificate certificate,
      Duration limit) {
    return H2Transcript.of(attack, gateway)
        .map(transcript -> inFront(attack, transcript, gateway, origin, certificate, limit));
  }

  private static AttackExchange inFront(
      AttackCase attack,
      H2Transcript transcript,
      GatewayUnderTest gateway,
      RecordingOrigin origin,
      OriginCertificate certificate,
      Duration limit) {
    List<RawResponse> responses = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    AttackedOrigin attacked = AttackedOrigin.of(origin);
    attacked.begin(attack.origin());
    try (H2RawClient client = H2RawClient.openTls(gateway.port(), certificate, limit)) {
      client.send(transcript.frames(1));
      Optional<RawResponse> response = client.receive(1);
      responses.add(response.orElse(reset()));
      client.send(fence(gateway).frames(3));
      honest(client.receive(3).map(RawResponse::status).orElse(0), failures);
    } catch (IOException ended) {
      if (responses.isEmpty()) {
        responses.add(reset());
      }
      serveHonestly(gateway, certificate, limit, failures);
    }
    try {
      attacked.awaitQuiet(limit);
    } catch (IllegalStateException halfReceived) {
      failures.add("the origin still waits for the rest of a request");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failures.add("interrupted");
    }
    return new AttackExchange(
        expecting(attack, transcript.expectation()),
        gateway,
        responses,
        attacked.received(),
        failures);
  }

  /**
   * Tries a case over HTTP/1.1 on a gateway that speaks HTTP/2 to the origin.
   *
   * @param origin what stands behind the gateway; its requests are forgotten, its answers are
   *     changed
   * @param limit how long each connection may take
   * @return what happened; empty if the case has an answer of the origin's own, which has no shape
   *     in HTTP/2, or needs a WebSocket, which is asked for over HTTP/1.1
   */
  public static Optional<AttackExchange> behind(
      AttackCase attack, GatewayUnderTest gateway, H2RecordingOrigin origin, Duration limit) {
    boolean upgraded = attack.expectation() instanceof Forwarded forwarded && forwarded.upgraded();
    return attack.origin() != AttackList.OK || upgraded
        ? Optional.empty()
        : Optional.of(AttackExchange.run(attack, gateway, AttackedOrigin.of(origin), limit));
  }

  private static void serveHonestly(
      GatewayUnderTest gateway,
      OriginCertificate certificate,
      Duration limit,
      List<String> failures) {
    try (H2RawClient client = H2RawClient.openTls(gateway.port(), certificate, limit)) {
      client.send(fence(gateway).frames(1));
      honest(client.receive(1).map(RawResponse::status).orElse(0), failures);
    } catch (IOException failure) {
      failures.add("an honest request after it fails: " + failure.getMessage());
    }
  }

  private static void honest(int status, List<String> failures) {
    if (status != 200) {
      failures.add("an honest request after it is answered " + status);
    }
  }

  private static RawResponse reset() {
    return new RawResponse(List.of(), "", RESET, List.of(), "", List.of(), true);
  }

  private static H2Transcript fence(GatewayUnderTest gateway) {
    String block =
        H2RawClient.fields(
            ":method",
            "GET",
            ":scheme",
            "https",
            ":path",
            gateway.prefix() + AttackedOrigin.FENCE,
            ":authority",
            gateway.authority());
    return new H2Transcript(block, "", Forwarded.clean());
  }

  private static AttackCase expecting(AttackCase attack, Expectation expectation) {
    return new AttackCase(
        attack.row(), attack.name(), attack.request(), attack.origin(), expectation, attack.why());
  }
}
