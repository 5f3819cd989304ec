package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 9: the heads of requests, for whoever takes them as bytes. */
final class ConnectionChapter {
  private static final int LARGE = 1024 * 1024;
  private static final String CONNECT =
      "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\nConnection: close\r\n\r\n"
          .formatted("evil.example:443");

  private ConnectionChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "LH-9.1",
        scene -> {
          harmless(scene.sendRaw(get("X-Tag: a\r\n " + SLOT + ": " + CANARY)));
          harmless(scene.sendRaw(get("X-Tag: a\r\n\t" + SLOT + ": " + CANARY)));
        });
    checks.put(
        "LH-9.2",
        scene -> {
          scene.sendRaw(get("X-Tag : " + CANARY)).refused();
          scene.sendRaw(get("X-Tag\t: " + CANARY)).refused();
        });
    checks.put(
        "LH-9.3", scene -> harmless(scene.sendRaw(get("X-Tag: a\r" + SLOT + ": " + CANARY))));
    checks.put("LH-9.4", ConnectionChapter::bareLineFeed);
    checks.put("LH-9.5", scene -> harmless(scene.sendRaw(get("X-Tag: a\0b"))));
    checks.put(
        "LH-9.6",
        scene -> {
          RawExchange exchange = scene.sendRaw(get("X-Tag: a\r\n" + CANARY));
          harmless(exchange);
          exchange.lacks(CANARY);
        });
    checks.put(
        "LH-9.7",
        scene -> {
          scene.sendRaw(get("Host: evil.example")).refused();
          scene.sendRaw(get("Host: {host}")).refused();
        });
    checks.put(
        "LH-9.8",
        scene ->
            scene
                .sendRaw("GET {prefix}/v1/models HTTP/1.1\r\nConnection: close\r\n\r\n")
                .refused());
    checks.put(
        "LH-9.9",
        scene -> {
          ownHost(scene, scene.sendRaw(to("http://evil.example{prefix}/v1/models")));
          ownHost(scene, scene.sendRaw(to("http://evil.example:1/v1/models")));
        });
    checks.put(
        "LH-9.10",
        scene -> {
          RawExchange exchange =
              scene.sendRaw(to("http://user:" + CANARY + "@{host}{prefix}/v1/models"));
          harmless(exchange);
          exchange.lacks(CANARY);
          exchange.lacksField("Authorization");
        });
    checks.put("LH-9.11", scene -> scene.sendRaw(CONNECT).refused());
    checks.put("LH-9.12", ConnectionChapter::pipelined);
    checks.put(
        "LH-9.13", scene -> scene.sendRaw(get("X-Unlisted: " + "v".repeat(LARGE))).refused());
    return checks;
  }

  /** A lone LF may end a line (RFC 9112, section 2.2): what follows is a field then. */
  private static void bareLineFeed(Scene scene) throws Exception {
    RawExchange exchange = scene.sendRaw(get("X-Tag: a\n" + SLOT + ": " + CANARY));
    harmless(exchange);
    exchange.lacks(CANARY);
  }

  private static void ownHost(Scene scene, RawExchange exchange) {
    harmless(exchange);
    for (Received message : exchange.received()) {
      boolean own = message.hosts().equals(List.of(scene.policy().origin().getAuthority()));
      if (!own || message.target().contains("evil.example")) {
        throw exchange.failure(
            "the origin's own host, or no request", "there is another", List.of("evil.example"));
      }
    }
  }

  /** Later requests of a connection may be left unanswered where it is ended before them. */
  private static void pipelined(Scene scene) throws Exception {
    scene.answering(
        request ->
            OriginAct.reply(
                OriginAnswer.of(200).withBody(request.target().replaceFirst(".*/", ""))));
    RawExchange exchange =
        scene.sendRaw(
            "GET {prefix}/v1/first HTTP/1.1\r\nHost: {host}\r\nX-Tag: a\r\n\r\n"
                + request("POST", "{prefix}/v1/second", "X-Unlisted: " + CANARY, "{}")
                + "GET {prefix}/v1/third HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    List<String> told = exchange.answers().stream().map(answer -> answer.body()).toList();
    List<String> asked = List.of("first", "second", "third");
    boolean ended = exchange.conversation().rest().end() != End.OPEN;
    if (told.isEmpty() || told.size() > asked.size()) {
      throw exchange.failure("an answer to each request", "there are " + told.size(), List.of());
    }
    if (!ended || !told.equals(asked.subList(0, told.size()))) {
      throw exchange.failure(
          "the answers in the order of the requests", "there are " + told, List.of());
    }
    exchange.lacks(CANARY);
    for (Received message : exchange.received()) {
      decided(exchange, message);
    }
  }

  /** Nothing comes to the origin but one well-formed request, as the policy has it. */
  static void harmless(RawExchange exchange) {
    exchange.atMostOnce();
    for (Received message : exchange.received()) {
      decided(exchange, message);
    }
  }

  private static void decided(RawExchange exchange, Received message) {
    if (!message.whole()) {
      throw exchange.failure(
          "a well-formed request at the origin, or none", "what came there is none", List.of());
    }
    if (!message.values(SLOT).equals(List.of(CREDENTIAL))) {
      throw exchange.failure(
          "the credential once, or no request", "there is another", List.of(CANARY));
    }
  }

  private static String to(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n";
  }

  private static String get(String lines) {
    return "GET {prefix}/v1/models HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        + lines
        + "\r\n\r\n";
  }

  private static String request(String method, String target, String line, String content) {
    return "%s %s HTTP/1.1\r\nHost: {host}\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, target, line, content.length(), content);
  }
}
