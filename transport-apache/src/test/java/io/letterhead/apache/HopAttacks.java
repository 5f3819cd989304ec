package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import io.letterhead.apache.ClientExpectation.BrokenOff;
import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.conformance.OriginAnswer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.message.BasicHeader;

/** Fields of one hop, trailers, and bodies that lie about their length. */
final class HopAttacks {
  private HopAttacks() {}

  static List<ClientAttack> attacks() {
    Forwarded clean = Forwarded.clean();
    ClientAttackList list = new ClientAttackList();
    for (String options :
        List.of("close, x-api-key", "keep-alive, X-Api-Key", "X_API_KEY", "x-api-key,x-api-key")) {
      list.add(
          "A-08",
          "nominating the slot: " + options,
          r -> r.field("Connection", options).field("x-api-key", CANARY),
          clean);
    }
    list.add(
            "A-08",
            "nominating an allowed field",
            r -> r.field("Connection", "anthropic-beta").field("anthropic-beta", CANARY),
            clean.without("anthropic-beta"))
        .add(
            "A-08",
            "nominating framing and host",
            r ->
                r.post(AttackBody.of("{}"))
                    .field("Connection", "Content-Length, Transfer-Encoding, Host, CALLER"),
            clean)
        .add(
            "A-09",
            "several lines with empty options and tabs",
            r ->
                r.field("Connection", "close")
                    .field("Connection", ", anthropic-beta ,\tx-bar,")
                    .field("anthropic-beta", CANARY)
                    .field("x-bar", CANARY),
            clean.without("anthropic-beta", "x-bar"))
        .addDropped(
            "A-10",
            "smuggling",
            "TE",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy_Connection",
            "Upgrade",
            "HTTP2-Settings",
            "Trailer",
            "Proxy-Authenticate",
            "Proxy-Authentication-Info")
        .add(
            "A-26",
            "fields of a connection for HTTP/2",
            r ->
                r.field("connection", "CALLER")
                    .field("te", "gzip, CALLER")
                    .field("upgrade", CANARY)
                    .field("keep-alive", CANARY)
                    .field("proxy-connection", CANARY)
                    .field("host", "CALLER.example"),
            clean)
        .addDropped("A-28", "expecting", "Expect")
        .add(
            "A-28",
            "expecting 100",
            r -> r.post(AttackBody.of("{}")).field("Expect", "100-continue"),
            clean)
        .add(
            "A-41",
            "a WebSocket",
            r ->
                r.field("Connection", "Upgrade, x-api-key")
                    .field("Upgrade", "websocket")
                    .field("Sec-WebSocket-Version", "13")
                    .field("Sec-WebSocket-Key", CANARY),
            clean)
        .addHttp1(
            "A-41",
            "an origin that switches protocols",
            r -> r.field("Connection", "Upgrade").field("Upgrade", "websocket"),
            seen -> OriginAnswer.of(101).with("Connection", "Upgrade").with("Upgrade", "websocket"),
            clean.failing())
        .add(
            "A-42",
            "an upgrade to HTTP/2",
            r ->
                r.field("Connection", "Upgrade, HTTP2-Settings")
                    .field("Upgrade", "h2c")
                    .field("HTTP2-Settings", "AAMAAABkAAQCAAAAAAIAAAAA"),
            clean);
    bodies(list);
    return list.attacks();
  }

  private static void bodies(ClientAttackList list) {
    Forwarded clean = Forwarded.clean();
    list.add(
            "A-20",
            "trailers",
            r ->
                r.post(
                    AttackBody.chunked(
                        "{}",
                        new BasicHeader("x-api-key", CANARY),
                        new BasicHeader("Authorization", CANARY),
                        new BasicHeader("X\r\nY", CANARY))),
            clean)
        .add(
            "A-20",
            "trailers of allowed names that are declared",
            r ->
                r.post(AttackBody.chunked("{}", new BasicHeader("anthropic-beta", CANARY)))
                    .field("Trailer", "anthropic-beta")
                    .field("TE", "trailers"),
            clean)
        .add(
            "A-20",
            "trailers behind a length",
            r -> {
              AttackBody chunked = AttackBody.chunked("{}", new BasicHeader("x-api-key", CANARY));
              r.post(chunked.saying(() -> 2));
            },
            clean)
        .addFraming("a length of the caller's", r -> r.field("Content-Length", "99"))
        .addFraming("a coding of the caller's", r -> r.field("Transfer-Encoding", "xchunked"))
        .addFraming("a length that is no number", r -> r.field("Content-Length", "+5"))
        .add(
            "A-27",
            "aliases of the framing",
            r ->
                r.post(AttackBody.of("{}"))
                    .field("Content_Length", "99")
                    .field("Transfer_Encoding", "chunked"),
            clean)
        .add(
            "A-27",
            "a length that changes",
            r -> {
              AtomicInteger asked = new AtomicInteger();
              r.post(AttackBody.of("{}").saying(() -> asked.getAndIncrement() % 2 == 0 ? 2 : 99));
            },
            new ClientExpectation.Safe())
        .addHttp1(
            "A-27",
            "a body longer than it says",
            r -> r.post(AttackBody.of("{}GET /CALLER HTTP/1.1\r\n\r\n").saying(() -> 2)),
            ClientAttackList.OK,
            new ClientExpectation.Safe())
        .addHttp1(
            "A-27",
            "a body shorter than it says",
            r -> r.post(AttackBody.of("{}").saying(() -> 99)),
            ClientAttackList.OK,
            new BrokenOff())
        .add(
            "A-48",
            "another type",
            r -> r.post(AttackBody.of("key=CALLER").typed("application/x-www-form-urlencoded")),
            clean.with("Content-Type", "application/x-www-form-urlencoded"))
        .add(
            "A-48",
            "an alias of the type",
            r -> r.post(AttackBody.of("{}")).field("Content_Type", CANARY),
            clean.with("Content-Type", "application/json"));
  }
}
