package io.letterhead.conformance;

import io.letterhead.conformance.H2Frame.FrameType;
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
      Optional<RawResponse> response = response(client, 1);
      responses.add(response.orElse(reset()));
      client.send(fence(gateway).frames(3));
      honest(response(client, 3).map(RawResponse::status).orElse(0), failures);
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
      honest(response(client, 1).map(RawResponse::status).orElse(0), failures);
    } catch (IOException failure) {
      failures.add("an honest request after it fails: " + failure.getMessage());
    }
  }

  private static void honest(int status, List<String> failures) {
    if (status != 200) {
      failures.add("an honest request after it is answered " + status);
    }
  }

  /** A whole response, or what came of it; empty where the stream is reset before its head. */
  private static Optional<RawResponse> response(H2RawClient client, int stream) throws IOException {
    List<Integer> interim = new ArrayList<>();
    List<List<String>> sections = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean complete = false;
    boolean open = true;
    while (open) {
      H2Frame frame = client.next(stream);
      if (frame.type() == FrameType.HEADERS) {
        List<String> section = client.lines(frame);
        if (sections.isEmpty() && status(section) < 200) {
          interim.add(status(section));
        } else {
          sections.add(section);
        }
      } else if (frame.type() == FrameType.DATA) {
        body.append(frame.content());
      }
      complete = frame.isEndStream();
      open = !complete && frame.type() != FrameType.RST_STREAM;
    }
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    List<String> head = sections.get(0);
    return Optional.of(
        new RawResponse(
            interim,
            String.join("\n", head),
            status(head),
            fields(head.subList(1, head.size())),
            body.toString(),
            sections.size() > 1 ? fields(sections.get(1)) : List.of(),
            complete));
  }

  private static List<WireField> fields(List<String> lines) {
    return lines.stream()
        .map(line -> new WireField(before(line), line.substring(before(line).length() + 1)))
        .toList();
  }

  private static String before(String line) {
    return line.substring(0, line.indexOf('=', 1));
  }

  private static int status(List<String> section) {
    return Integer.parseInt(section.get(0).substring(":status=".length()));
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
