package io.letterhead.apache;

import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What an origin answers: redirects, challenges, echoes of the credential. */
final class ResponseAttacks {
  private ResponseAttacks() {}

  static List<ClientAttack> attacks() {
    ClientAttackList list = new ClientAttackList();
    redirects(list);
    Forwarded clean = Forwarded.clean();
    list.add(
            "A-49",
            "an origin that reflects all fields",
            r -> r.field("anthropic-beta", "b"),
            ResponseAttacks::reflect,
            clean)
        .add(
            "A-49",
            "an origin that reflects all fields in an error",
            r -> {},
            seen -> new OriginAnswer(401, reflect(seen).fields(), ""),
            clean.returning(401))
        .add(
            "A-53",
            "an origin that ends the connection",
            r -> {},
            seen -> OriginAnswer.of(200).with("Connection", "close, x-api-key"),
            clean)
        .add(
            "A-38",
            "an origin that is not available",
            r -> r.field("x-api-key", ClientAttack.CANARY),
            seen -> OriginAnswer.of(503),
            clean.returning(503).times(2))
        .add(
            "A-62",
            "cookies and challenges",
            r -> {},
            seen ->
                OriginAnswer.of(200)
                    .with("Set-Cookie", "sid=1")
                    .with("WWW-Authenticate", "Basic realm=\"r\"")
                    .with("Proxy-Authenticate", "Basic realm=\"p\"")
                    .with("Proxy-Authentication-Info", "x"),
            clean.hiding(
                "Set-Cookie",
                "WWW-Authenticate",
                "Proxy-Authenticate",
                "Proxy-Authentication-Info"));
    return list.attacks();
  }

  private static void redirects(ClientAttackList list) {
    Map<String, String> away = new TreeMap<>();
    away.put("A-34 another host", "http://localhost:{port}/v1/models");
    away.put("A-34 a host that nobody has", "https://evil.invalid/v1/models");
    away.put("A-34 without a scheme", "//localhost:{port}/v1/models");
    away.put("A-35 another scheme", "https://127.0.0.1:{port}/v1/models");
    away.put("A-35 another port", "http://127.0.0.1:9/v1/models");
    away.put("A-35 a last dot", "http://127.0.0.1.:{port}/v1/models");
    away.put("A-35 the host as user", "http://127.0.0.1:{port}@localhost:{port}/v1/models");
    away.put("A-35 a user", "http://u:p@127.0.0.1:{port}/v1/models");
    away.put("A-35 the host in front", "http://127.0.0.1.evil.invalid:{port}/v1/models");
    away.put("A-35 another spelling", "http://2130706433:{port}/v1/models");
    away.put("A-35 another address of loopback", "http://127.0.0.2:{port}/v1/models");
    away.put("A-35 IPv6", "http://[::ffff:127.0.0.1]:{port}/v1/models");
    away.put("A-35 an IPv6 zone", "http://[::1%25lo]:{port}/v1/models");
    away.put("A-35 an international name", "http://\u0131.invalid:{port}/v1/models");
    away.put("A-35 no host", "http:///v1/models");
    away.put("A-35 no URI", "http://127.0.0.1:{port}/%zz v1");
    away.put("A-35 another protocol", "ftp://127.0.0.1:{port}/v1/models");
    away.put("A-35 a script", "javascript:alert(1)");
    away.forEach(
        (name, location) -> {
          for (int status : new int[] {302, 303, 307}) {
            list.add(
                name.substring(0, 4),
                "a redirect to " + name.substring(5) + " with " + status,
                r -> r.field("anthropic-beta", "b"),
                seen -> redirect(seen, status, location),
                Forwarded.clean().returning(status));
          }
        });
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      list.add(
          "A-36",
          "a redirect within the provider with " + status,
          r -> r.field("x-api-key", ClientAttack.CANARY).field("anthropic-beta", "b"),
          turning(seen -> redirect(seen, status, "http://127.0.0.1:{port}/v1/next?key=CALLER&a=1")),
          Forwarded.clean().times(2).to("/v1/next?a=1").with("anthropic-beta", "b"));
    }
    list.add(
        "A-35",
        "a redirect to nothing, which is the root for HttpClient",
        r -> r.field("x-api-key", ClientAttack.CANARY),
        seen -> redirect(seen, 307, ""),
        new ClientExpectation.Safe());
    list.add(
        "A-36",
        "a POST that becomes a GET",
        r -> r.post(AttackBody.of("{}")).field("x-api-key", ClientAttack.CANARY),
        turning(seen -> redirect(seen, 303, "/v1/next")),
        Forwarded.clean().times(2).to("/v1/next"));
  }

  /** Answers what was asked for under {@code /v1/next} with 200. */
  private static Function<Seen, OriginAnswer> turning(Function<Seen, OriginAnswer> first) {
    return seen -> seen.target().startsWith("/v1/next") ? OriginAnswer.of(200) : first.apply(seen);
  }

  private static OriginAnswer redirect(Seen seen, int status, String location) {
    String authority = seen.authorities().get(0);
    String port = authority.substring(authority.lastIndexOf(':') + 1);
    return OriginAnswer.of(status).with("Location", location.replace("{port}", port));
  }

  private static OriginAnswer reflect(Seen seen) {
    OriginAnswer answer = OriginAnswer.of(200);
    for (WireField field : seen.fields()) {
      answer = answer.with("reflected-" + field.foldedName(), field.value());
    }
    return answer;
  }
}
