package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.OK;
import static io.letterhead.conformance.AttackList.chunked;
import static io.letterhead.conformance.AttackList.framed;
import static io.letterhead.conformance.AttackList.get;
import static io.letterhead.conformance.AttackList.getTarget;
import static io.letterhead.conformance.AttackList.post;

import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Fields of one hop that a caller wants to reach the next one, or to act on what the policy wrote.
 */
final class HopByHopAttacks {
  private static final String NOMINATION =
      "a nominated field is the caller's own; what the policy writes comes after (RFC 9110, section"
          + " 7.6.1)";
  private static final String ONE_HOP = "it belongs to the caller's hop (RFC 9110, section 7.6.1)";
  private static final String TRAILER =
      "readers merge trailers into the fields; a request's trailers are dropped (RFC 9110, section"
          + " 6.5.1)";
  private static final String HANDSHAKE =
      "an upgrade is a request: the same policy decides it (RFC 9110, section 7.8)";

  private HopByHopAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    nominations(list);
    hopByHop(list);
    trailers(list);
    expectations(list);
    upgrades(list);
    return list.cases();
  }

  private static void nominations(AttackList list) {
    Forwarded clean = Forwarded.clean();
    for (String options :
        List.of("close, x-api-key", "keep-alive, X-Api-Key", "X_API_KEY", "x-api-key,x-api-key")) {
      list.add(
          "A-08",
          "nominating the slot: " + options,
          get("Connection: " + options, "x-api-key: CALLER"),
          clean,
          NOMINATION);
    }
    list.add(
            "A-08",
            "nominating an allowed field",
            get("Connection: anthropic-beta", "Anthropic-Beta: CALLER"),
            clean.without("anthropic-beta"),
            NOMINATION)
        .add(
            "A-08",
            "nominating the framing",
            post("Connection: Content-Length, Transfer-Encoding, Host", "Cookie: CALLER"),
            clean.carrying("{}"),
            "the transport writes framing and host afresh, whatever is nominated")
        .add(
            "A-09",
            "several lines with empty options and tabs",
            get(
                "Connection: close",
                "Accept: */*",
                "Connection: , anthropic-beta ,\tx-bar,",
                "anthropic-beta: CALLER",
                "x-bar: CALLER"),
            clean.without("anthropic-beta", "x-bar").with("Accept", "*/*"),
            "all lines count, and empty options are allowed (RFC 9110, section 5.6.1)")
        .add(
            "A-09",
            "an option that is no token",
            get("Connection: \"anthropic-beta\"", "x-api-key: CALLER"),
            new Either(
                AttackList.BAD_REQUEST,
                clean,
                "no RFC says what a malformed connection option does"),
            NOMINATION);
  }

  private static void hopByHop(AttackList list) {
    for (String line :
        List.of(
            "TE: trailers, CALLER",
            "Keep-Alive: timeout=1, CALLER",
            "Proxy-Connection: keep-alive, CALLER",
            "Upgrade: CALLER/1",
            "HTTP2-Settings: CALLER",
            "Trailer: CALLER",
            "Proxy-Authenticate: Basic realm=CALLER",
            "Proxy-Authentication-Info: CALLER",
            "Proxy_Connection: CALLER",
            "Sec-WebSocket-Key: CALLER")) {
      String name = line.substring(0, line.indexOf(':'));
      list.add("A-10", "smuggling " + name, get(line), Forwarded.clean().without(name), ONE_HOP);
    }
  }

  private static void trailers(AttackList list) {
    Forwarded clean = Forwarded.clean().carrying("{}");
    list.addEach(
        "A-20",
        "trailers",
        Map.of(
            "credentials",
            chunked("2\r\n{}\r\n0\r\nx-api-key: CALLER\r\nAuthorization: CALLER\r\n\r\n"),
            "declared ones",
            framed(
                "2\r\n{}\r\n0\r\nx-api-key: CALLER\r\n\r\n",
                "Trailer: x-api-key",
                "TE: trailers",
                "Connection: TE",
                "Transfer-Encoding: chunked"),
            "an allowed name",
            chunked("2\r\n{}\r\n0\r\nanthropic-beta: CALLER\r\n\r\n"),
            "framing and host",
            chunked("2\r\n{}\r\n0\r\nHost: CALLER.example\r\nContent-Length: 99\r\n\r\n")),
        clean,
        TRAILER);
    list.add(
        "A-20",
        "a malformed trailer",
        chunked("2\r\n{}\r\n0\r\nX-A: v\r\n x-api-key: CALLER\r\nx api key: CALLER\r\n\r\n"),
        new Either(
            Expectation.BrokenOff.with(400),
            clean,
            "a recipient may discard trailers without reading them (RFC 9112, section 7.1.2)"),
        TRAILER);
  }

  private static void expectations(AttackList list) {
    Forwarded clean = Forwarded.clean().carrying("{}").without("Expect");
    list.add(
            "A-28",
            "expecting 100",
            post("Expect: 100-continue"),
            clean,
            "an expectation is met by the gateway; forwarded, it desynchronises origins")
        .add(
            "A-28",
            "expecting without a body",
            get("Expect: 100-continue", "Cookie: CALLER"),
            Forwarded.clean().without("Expect"),
            "a request without content has nothing to wait for (RFC 9110, section 10.1.1)");
    for (String value :
        List.of("CALLER", "y 100-continue", "100-continue, CALLER", "100-continue, 100-continue")) {
      list.add(
          "A-28",
          "expecting something else: " + value,
          post("Expect: " + value),
          new Either(
              Refused.with(400, 417),
              clean,
              "an unknown expectation may be answered 417, or ignored (RFC 9110, section 10.1.1)"),
          "origins read an obfuscated expectation in different ways");
    }
  }

  private static void upgrades(AttackList list) {
    String[] handshake = {
      "Connection: Upgrade, x-api-key",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };
    Responder echo = Responders.upgradeThenEcho("websocket");
    Forwarded upgraded = Forwarded.clean().thenUpgraded();
    list.add(
            "A-41",
            "a WebSocket with credentials",
            getTarget(
                "{prefix}/v1/realtime?api_key=CALLER&model=m",
                with(handshake, "x-api-key: CALLER", "Authorization: CALLER", "Cookie: CALLER")),
            echo,
            upgraded.to("/v1/realtime?model=m"),
            HANDSHAKE)
        .add(
            "A-41",
            "a WebSocket with hop-by-hop fields",
            get(with(handshake, "Proxy-Authorization: CALLER", "Keep-Alive: CALLER", "TE: CALLER")),
            echo,
            upgraded.without("Keep-Alive", "TE"),
            HANDSHAKE)
        .add(
            "A-41",
            "a credential among the subprotocols",
            get(
                with(
                    handshake,
                    "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.CALLER",
                    "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.CALLER")),
            echo,
            upgraded.with("Sec-WebSocket-Protocol", "realtime"),
            "browsers can set no field on a WebSocket, so clients send keys as subprotocols")
        .add(
            "A-41",
            "a protocol that is not offered as an option",
            get("Upgrade: websocket", "x-api-key: CALLER"),
            OK,
            Forwarded.clean().without("Upgrade"),
            "without its option in Connection it is no upgrade (RFC 9110, section 7.8)");
    Either ignored =
        new Either(
            Refused.with(400, 426, 501),
            Forwarded.clean().without("Upgrade", "HTTP2-Settings"),
            "a server may ignore an Upgrade (RFC 9110, section 7.8)");
    list.add(
            "A-42",
            "an upgrade to HTTP/2 in clear",
            get(
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
                "x-api-key: CALLER"),
            ignored,
            "in the tunnel requests would pass that no policy decides")
        .add(
            "A-42",
            "an upgrade to another protocol",
            get("Connection: Upgrade", "Upgrade: TLS/1.2, CALLER/1"),
            ignored,
            "in the tunnel requests would pass that no policy decides")
        .add(
            "A-42",
            "the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            Refused.with(400, 405, 501, 505),
            "HTTP/2 in clear is off (RFC 9113, section 3.4)");
  }

  private static String[] with(String[] lines, String... more) {
    String[] all = Arrays.copyOf(lines, lines.length + more.length);
    System.arraycopy(more, 0, all, lines.length, more.length);
    return all;
  }
}
