package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;

import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 9, its second half: where a request ends, for whoever takes it as bytes. */
final class ConnectionFramingChapter {
  private static final String SMUGGLED =
      "GET {prefix}/v1/smuggled HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n";
  private static final int COVERING = 40;

  private ConnectionFramingChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-9.14", ConnectionFramingChapter::both);
    checks.put(
        "LH-9.15",
        scene ->
            refuses(
                scene.sendRaw(post("Content-Length: 2\r\nContent-Length: 40", "{}" + SMUGGLED))));
    checks.put(
        "LH-9.16",
        scene -> {
          for (String length : List.of("+2", "-2", "0x2", "2;", "2.0", "two", "2_0", "2 2")) {
            refuses(scene.sendRaw(post("Content-Length: " + length, "{}" + SMUGGLED)));
          }
        });
    checks.put(
        "LH-9.17",
        scene -> {
          for (String coding :
              List.of("xchunked", "cow", "chunked, identity", "chunked;q=1", "\u000bchunked")) {
            refuses(scene.sendRaw(post("Transfer-Encoding: " + coding, "0\r\n\r\n" + SMUGGLED)));
          }
        });
    checks.put(
        "LH-9.18",
        scene -> {
          for (String size : List.of("0x2", "+2", "-2", "G", "2_", "FFFFFFFFFFFFFFFF2")) {
            brokenOff(scene.sendRaw(chunked(size + "\r\n{}\r\n0\r\n\r\n" + SMUGGLED)));
          }
        });
    checks.put(
        "LH-9.19",
        scene -> content(scene.sendRaw(chunked("2;x=" + CANARY + "\r\n{}\r\n0\r\n\r\n")), "{}"));
    checks.put("LH-9.20", ConnectionFramingChapter::trailers);
    checks.put(
        "LH-9.21",
        scene -> {
          String lengths = "Content-Length: 0\r\nContent-Length: 40";
          RawExchange exchange = scene.sendRaw(open("HTTP/1.1", lengths, SMUGGLED));
          exchange.ended();
          notSmuggled(exchange);
          if (exchange.answers().size() > 1) {
            throw exchange.failure("one answer, then the end", "there are more", List.of());
          }
        });
    checks.put(
        "LH-9.22",
        scene -> {
          RawExchange exchange =
              scene.sendRaw(
                  open(
                      "HTTP/1.0",
                      "Connection: keep-alive\r\nTransfer-Encoding: chunked",
                      "0\r\n\r\n" + SMUGGLED));
          exchange.ended();
          notSmuggled(exchange);
        });
    return checks;
  }

  /** The coding alone may be taken, if the connection ends after it (RFC 9112, section 6.3). */
  private static void both(Scene scene) throws Exception {
    String content = "0\r\n\r\n" + SMUGGLED;
    RawExchange exchange =
        scene.sendRaw(
            open("HTTP/1.1", "Transfer-Encoding: chunked\r\nContent-Length: " + COVERING, content));
    exchange.ended();
    notSmuggled(exchange);
    content(exchange, "");
  }

  private static void trailers(Scene scene) throws Exception {
    RawExchange exchange =
        scene.sendRaw(
            chunked("2\r\n{}\r\n0\r\nX-Tag: " + CANARY + "\r\nX-Api-Key: " + CANARY + "\r\n\r\n"));
    ConnectionChapter.harmless(exchange);
    for (Received message : exchange.received()) {
      for (WireField field : message.fields()) {
        if (field.value().contains(CANARY)) {
          throw exchange.failure(
              "no trailer among the fields at the origin", "there is one", List.of(CANARY));
        }
      }
    }
  }

  private static void refuses(RawExchange exchange) {
    notSmuggled(exchange);
    exchange.refused();
  }

  /** The head may have been forwarded before the defect came. */
  private static void brokenOff(RawExchange exchange) {
    notSmuggled(exchange);
    for (Received message : exchange.received()) {
      if (message.whole()) {
        throw exchange.failure(
            "no whole request at the origin", "there is one", List.of(message.content()));
      }
    }
  }

  private static void content(RawExchange exchange, String content) {
    ConnectionChapter.harmless(exchange);
    exchange.lacks(CANARY);
    for (Received message : exchange.received()) {
      if (!message.content().equals(content)) {
        throw exchange.failure(
            "the content that the chunks hold, or no request",
            "there is other content",
            List.of(message.content()));
      }
    }
  }

  private static void notSmuggled(RawExchange exchange) {
    for (Received message : exchange.received()) {
      if (message.target().contains("smuggled")) {
        throw exchange.failure(
            "no request out of what follows at the origin", "there is one", List.of("smuggled"));
      }
    }
  }

  private static String post(String framing, String rest) {
    return open("HTTP/1.1", "Connection: close\r\n" + framing, rest);
  }

  private static String chunked(String rest) {
    return post("Transfer-Encoding: chunked", rest);
  }

  private static String open(String version, String lines, String rest) {
    return "POST {prefix}/v1/messages %s\r\nHost: {host}\r\n%s\r\n\r\n%s"
        .formatted(version, lines, rest);
  }
}
