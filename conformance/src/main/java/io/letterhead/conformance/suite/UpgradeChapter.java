package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 10, of WebSockets: a handshake is a request like others, and what follows is none. */
final class UpgradeChapter {
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";

  /** A frame with every kind of byte that a text would not survive. */
  private static final byte[] FRAME = {
    (byte) 0x82, (byte) 0x84, 1, 2, 3, 4, 0, 13, 10, (byte) 0xFF
  };

  private UpgradeChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-10.12", overHttp1(UpgradeChapter::handshakeIsDecided));
    checks.put("LH-10.13", overHttp1(UpgradeChapter::tunnel));
    checks.put("LH-10.14", overHttp1(UpgradeChapter::subprotocols));
    checks.put("LH-10.15", overHttp1(UpgradeChapter::otherUpgrades));
    checks.put("LH-10.16", overHttp1(UpgradeChapter::noTunnelWithoutUpgrade));
    return checks;
  }

  /** RFC 8441 is nothing that is claimed here: over HTTP/2 there is nothing to look at. */
  private static Check overHttp1(Check check) {
    return scene -> {
      if (scene.wire().isHttp2() || scene.behind().isHttp2()) {
        throw new InapplicableException();
      }
      check.run(scene.answering(request -> new OriginAct.Switch()));
    };
  }

  private static CallerRequest handshake(String protocol) {
    return CallerRequest.get()
        .to("/v1/realtime")
        .with("Connection", "Upgrade")
        .with("Upgrade", protocol)
        .with("Sec-WebSocket-Version", "13")
        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  }

  private static Exchange exchange(Scene scene, CallerRequest request) throws Exception {
    Handshake handshake;
    try (CallerSession session = scene.open()) {
      handshake = session.upgrade(request);
      handshake.close();
    }
    return handshake.exchange(scene.finished(0));
  }

  private static void handshakeIsDecided(Scene scene) throws Exception {
    Exchange exchange =
        exchange(
            scene,
            handshake("websocket")
                .with("X-Tag", "t")
                .with(SLOT, CANARY)
                .with("Authorization", "Bearer " + CANARY)
                .with("X-Other", CANARY));
    exchange.has(SLOT, CREDENTIAL);
    exchange.has("X-Tag", "t");
    exchange.has("X-Request-Source", "gateway");
    exchange.holdsNothingOfTheCaller();
    exchange.answeredStatus(101);
  }

  private static void tunnel(Scene scene) throws Exception {
    try (CallerSession session = scene.open()) {
      Handshake handshake = session.upgrade(handshake("websocket"));
      CallerUpgrade tunnel = handshake.tunnel();
      handshake.write(FRAME);
      String back =
          session.inTime(
              () -> new String(tunnel.answer().content().readNBytes(FRAME.length), ISO_8859_1));
      handshake.close();
      if (!back.equals(new String(FRAME, ISO_8859_1))) {
        throw handshake
            .exchange(List.of())
            .failure(
                "the tunnel's bytes as they were written",
                "there is `" + Shown.text(back) + "`",
                List.of());
      }
    }
  }

  private static void subprotocols(Scene scene) throws Exception {
    Exchange exchange =
        exchange(
            scene,
            handshake("websocket")
                .with(PROTOCOL, "realtime, openai-insecure-api-key." + CANARY)
                .with(PROTOCOL, "base64url.bearer.authorization.k8s.io." + CANARY + ", chat"));
    exchange.holdsNothingOfTheCaller();
    String kept = String.join(", ", exchange.forwarded().values(PROTOCOL)).replace(" ", "");
    if (!kept.equals("realtime,chat")) {
      throw exchange.failure(
          "the subprotocols realtime and chat", "there is `" + Shown.text(kept) + "`", List.of());
    }
  }

  private static void otherUpgrades(Scene scene) throws Exception {
    for (String protocol : List.of("h2c", "TLS/1.0", "websocket, h2c", "h2c, websocket", "")) {
      Exchange exchange = exchange(scene, handshake(protocol));
      for (Received message : exchange.received()) {
        for (String asked : message.values("Upgrade")) {
          if (!WireField.lowerCase(asked).equals("websocket")) {
            throw exchange.failure(
                "no other upgrade than to `websocket` at the origin",
                "there is one to `" + Shown.text(asked) + "`",
                List.of(asked));
          }
        }
      }
    }
  }

  private static void noTunnelWithoutUpgrade(Scene scene) throws Exception {
    scene.answering(OriginScript.always(OriginAnswer.of(403).withBody("no")));
    String smuggled = "GET /base/smuggled HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + CANARY + "\r\n\r\n";
    Handshake handshake;
    try (CallerSession session = scene.open()) {
      handshake = session.upgrade(handshake("websocket"));
      handshake.write(smuggled.getBytes(ISO_8859_1));
      handshake.close();
    }
    Exchange exchange = handshake.exchange(scene.finished(0));
    if (exchange.answer() != null) {
      exchange.answeredStatus(403);
    }
    exchange.holdsNothingOfTheCaller();
    exchange.atMostOnce();
  }
}
