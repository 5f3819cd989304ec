package io.letterhead.policy;

import io.letterhead.policy.Subject.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Generates requests and responses that meet {@link RandomPolicies}: most of them are good, each
 * has a chance of one or two things that attackers try.
 */
final class RandomRequests {

  private static final List<String> NAMES = names();
  private static final List<String> HOSTILE_VALUES =
      List.of("caf\u00e9", "a\r\nX-Api-Key: b", "\u0000", "a\u0141", "\u007f");
  private static final List<String> CREDENTIALS =
      List.of(
          "Bearer",
          "basic",
          "Bearer u:pw",
          "Basic dTpwdwo=",
          "Basic  dTpwdw==",
          "mine",
          "Bearer mine",
          "bearer mine",
          "u:pw",
          "Basic dTpwdw==",
          "Basic !",
          "a b",
          "",
          " x");

  private final Random random;

  RandomRequests(Random random) {
    this.random = random;
  }

  Asked request() {
    List<Line> lines = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      lines.add(line());
    }
    if (chance(40)) {
      lines.add(new Line(RandomPolicies.CARRIER, chance(90) ? json() : brokenJson()));
    }
    if (chance(3)) {
      lines.add(new Line(respelled(RandomPolicies.CARRIER), json()));
    }
    if (chance(15)) {
      String bring = pick(List.of("X-My-Key", "X-Q-Key", "Authorization", "X_My_Key", "X-Slot"));
      lines.add(new Line(bring, pick(CREDENTIALS)));
    }
    if (chance(8)) {
      lines.add(new Line(respelled("Connection"), nominations()));
    }
    Collections.shuffle(lines, random);
    return new Asked(
        method(),
        path() + query(),
        pick(List.of("", "", "ann", "bob", "eve")),
        pick(List.of("", "192.0.2.7")),
        chance(95) ? pick(List.of("", "gw.example")) : pick(HOSTILE_VALUES),
        List.copyOf(lines));
  }

  /** The lines of a response. */
  List<Line> response() {
    List<Line> lines = new ArrayList<>();
    List<String> names =
        List.of(
            "Set-Cookie",
            "X-A",
            "X-B",
            "Server",
            "Cache-Control",
            "WWW-Authenticate",
            "Connection",
            "Content-Length",
            "X-R1",
            "X-C",
            "X-Secret");
    for (int i = random.nextInt(6); i > 0; i--) {
      String name = chance(70) ? pick(names) : respelled(pick(names));
      lines.add(new Line(chance(98) ? name : "no name", responseValue()));
    }
    return List.copyOf(lines);
  }

  private String responseValue() {
    return switch (random.nextInt(14)) {
      case 0 -> "it is " + RandomPolicies.SECRETS.get("key") + "!";
      case 1 -> "s3cr3t%2Dof%2dthe-gateway";
      case 2 -> "czNjcjN0LW9mLXRoZS1nYXRld2F5"; // the same in base64
      case 3 -> "X-A, server";
      case 4 -> pick(HOSTILE_VALUES);
      case 5 -> "pa55word-of-mine";
      default -> pick(RandomPolicies.VALUES);
    };
  }

  private Line line() {
    String name = pick(NAMES);
    if (chance(25)) {
      name = respelled(name);
    } else if (chance(1)) {
      name = pick(List.of("", "X A", "X-\u212a", "X-A\r", "\u0131f-match"));
    }
    return new Line(name, chance(97) ? value() : pick(HOSTILE_VALUES));
  }

  private String value() {
    return chance(95) ? pick(RandomPolicies.VALUES) : pick(List.of("", " ", "\t", " a", "a\tb"));
  }

  private String respelled(String name) {
    return RandomNames.respelled(name, 1 + random.nextInt(3));
  }

  private String method() {
    return pick(
        List.of(
            "GET",
            "POST",
            "POST",
            "PUT",
            chance(90) ? "get" : pick(List.of("CONNECT", "trace", "P T", ""))));
  }

  private String path() {
    if (chance(4)) {
      return pick(
          List.of("//", "/a//b", "/a%5Cb", "/%00", "/a%2", "a", "/a/..%2fb", "/..;/b", "/a b", ""));
    }
    return pick(
        List.of(
            "/a",
            "/a",
            "/ab",
            "/a/b",
            "/a/c",
            "/b",
            "/x/../b",
            "/%61/./b",
            "/c",
            "/",
            "/a/%7e",
            "/A",
            "/a%20b",
            chance(70) ? "/a/" : pick(List.of("/a%2Fb", "/a%2fb", "/a%2Fb/.."))));
  }

  private String query() {
    if (chance(70)) {
      return "";
    }
    List<String> parameters =
        List.of(
            "key=1",
            "api_key=2",
            "a=b",
            "Api-Version=3",
            "%6bey=4",
            "prof.key=5",
            "k",
            "",
            "sig",
            "a=key=6",
            "x+key=7",
            "caf%C3%A9=8");
    StringBuilder query = new StringBuilder("?");
    for (int i = random.nextInt(4); i > 0; i--) {
      query.append(pick(parameters)).append(chance(80) ? "&" : ";");
    }
    return query.append(chance(95) ? pick(parameters) : "a%zz").toString();
  }

  private String nominations() {
    return pick(NAMES)
        + pick(List.of(",", ", ,", " ,\t", ","))
        + respelled(pick(NAMES))
        + (chance(90) ? "" : ", no token");
  }

  private String json() {
    StringBuilder json = new StringBuilder("{");
    List<String> members = new ArrayList<>();
    for (String key : RandomPolicies.KEYS) {
      if (chance(35)) {
        members.add("\"" + key + "\": " + text());
      }
    }
    if (chance(60)) {
      List<String> fields = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        String name = chance(80) ? pick(NAMES) : respelled(pick(NAMES));
        fields.add("\"" + name + "\": " + text());
      }
      members.add("\"" + RandomPolicies.HEADERS + "\": {" + String.join(",", fields) + "}");
    }
    if (chance(20)) {
      members.add("\"foreign\": [1, {\"k1\": null}]");
    }
    Collections.shuffle(members, random);
    return json.append(String.join(", ", members)).append("}").toString();
  }

  private String text() {
    return chance(95)
        ? "\"" + pick(chance(70) ? RandomPolicies.VALUES : List.of("Bearer t", "u:p", "tok")) + "\""
        : pick(
            List.of(
                "1",
                "null",
                "\"\"",
                "\" a\"",
                "{}",
                "\"\\u00e9\"",
                "\"\\n\"",
                "\"\\ud800\"",
                "\"caf\u00c3\u00a9\"",
                "\"\\u0141\""));
  }

  private String brokenJson() {
    return pick(
        List.of(
            "",
            "{",
            "[]",
            "{\"k1\": \"a\", \"k1\": \"b\"}",
            "{} {}",
            "null",
            "{\"k1\":1}",
            "{\"h\": \"a\"}",
            "{\"h\": {\"X-A\": 1}}",
            "{\"x\": \"\u00e9\"}",
            "{'k1': 'a'}",
            "{\"token\": [\"a\"]}",
            "{\"h\": {\"A\": \"a\", \"A\": \"b\"}}"));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    names.addAll(RandomPolicies.FREE);
    names.addAll(RandomPolicies.FREE);
    names.addAll(RandomPolicies.SLOTS);
    names.addAll(RandomPolicies.TARGETS);
    names.addAll(
        List.of(
            "X-B",
            "X-Other",
            "X-Ver",
            "Cookie",
            "X-Forwarded-For",
            "X-Real-IP",
            "Host",
            "X-My-Key",
            "X-Prof-Key",
            "If-Match",
            "X-Stainless-Lang",
            "Accept-Language"));
    return List.copyOf(names);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
