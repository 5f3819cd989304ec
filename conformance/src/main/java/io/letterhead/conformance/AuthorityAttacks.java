package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.framed;
import static io.letterhead.conformance.AttackList.get;
import static io.letterhead.conformance.AttackList.getTarget;

import io.letterhead.conformance.Expectation.Refused;
import java.util.List;

/** Requests that name another origin, or another kind of request, than their route has. */
final class AuthorityAttacks {
  private static final String HOST =
      "a missing, second or malformed Host is refused (RFC 9112, section 3.2)";
  private static final String ROUTE = "the origin is the route's, whatever the caller names";

  private AuthorityAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    hosts(list);
    absoluteForms(list);
    methods(list);
    for (String line :
        List.of(
            "X-Portkey-Custom-Host: http://CALLER.example",
            "X-DC-Target-URL: http://CALLER.example",
            "X-Target-URL: http://CALLER.example",
            "X-Host: CALLER.example")) {
      String name = line.substring(0, line.indexOf(':'));
      list.add("A-39", "a target by " + name, get(line), Forwarded.clean().without(name), ROUTE);
    }
    String body = "{\"api_base\":\"http://CALLER.example\"}";
    list.add(
            "A-39",
            "a target in the body",
            framed(body, "Content-Length: " + body.length()),
            Forwarded.clean().carrying(body),
            "a body is data, and reaches the route's origin as it is")
        .add(
            "A-39",
            "the host of another provider",
            "GET {prefix}/v1/models HTTP/1.1\r\nHost: api.openai.com\r\n\r\n",
            Refused.with(400, 403, 421),
            ROUTE);
    return list.cases();
  }

  private static void hosts(AttackList list) {
    list.add(
            "A-29",
            "no host",
            "GET {prefix}/v1/models HTTP/1.1\r\nx-api-key: CALLER\r\n\r\n",
            BAD_REQUEST,
            HOST)
        .add("A-29", "two hosts", get("Host: CALLER.example"), BAD_REQUEST, HOST)
        .add("A-29", "the same host twice", get("host: {host}"), BAD_REQUEST, HOST);
    for (String host :
        List.of(
            "",
            "CALLER.example",
            "{host}, CALLER.example",
            "{host} CALLER",
            "{host}/CALLER",
            "{host}@CALLER.example",
            "CALLER.example:80@{host}")) {
      list.add(
          "A-29",
          "a host of: " + host,
          "GET {prefix}/v1/models HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
          Refused.with(400, 403, 421),
          "the gateway serves its own names (RFC 9110, section 7.2)");
    }
    list.add(
        "A-06",
        "userinfo in the host",
        "GET {prefix}/v1/models HTTP/1.1\r\nHost: u:CALLER@{host}\r\n\r\n",
        Refused.with(400, 403, 421),
        "Host has no userinfo (RFC 9110, section 7.2)");
  }

  private static void absoluteForms(AttackList list) {
    String why = "a proxy's form; a gateway that routes by it can be sent anywhere";
    list.add(
            "A-06",
            "userinfo in an absolute target",
            getTarget("http://u:CALLER@{host}{prefix}/v1/models"),
            BAD_REQUEST,
            "userinfo is refused (RFC 9110, section 4.2.4)")
        .add(
            "A-29",
            "an absolute target elsewhere",
            getTarget("http://CALLER.example{prefix}/v1/models"),
            BAD_REQUEST,
            why)
        .add(
            "A-29",
            "an absolute target here",
            getTarget("http://{host}{prefix}/v1/models", "x-api-key: CALLER"),
            BAD_REQUEST,
            why)
        .add(
            "A-29",
            "an absolute target of another scheme",
            getTarget("HTTPS://{host}{prefix}/v1/models", "x-api-key: CALLER"),
            BAD_REQUEST,
            why)
        .add(
            "A-29",
            "the asterisk",
            "OPTIONS * HTTP/1.1\r\nHost: {host}\r\nx-api-key: CALLER\r\n\r\n",
            Refused.with(400, 404, 405),
            "it names no provider (RFC 9112, section 3.2.4)");
  }

  private static void methods(AttackList list) {
    String tunnel =
        "through a tunnel requests pass that no policy decides (RFC 9110, section 9.3.6)";
    String trace = "TRACE sends the secret back to the caller (RFC 9110, section 9.3.8)";
    list.add(
            "A-30",
            "CONNECT elsewhere",
            "CONNECT CALLER.example:443 HTTP/1.1\r\nHost: CALLER.example:443\r\n\r\n",
            Refused.with(400, 403, 405),
            tunnel)
        .add(
            "A-30",
            "CONNECT to the gateway",
            "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nx-api-key: CALLER\r\n\r\n",
            Refused.with(405),
            tunnel)
        .add(
            "A-30",
            "CONNECT with a path",
            "CONNECT {prefix}/v1/models HTTP/1.1\r\nHost: {host}\r\nCookie: CALLER\r\n\r\n",
            Refused.with(400, 405),
            tunnel)
        .add(
            "A-30",
            "TRACE",
            "TRACE {prefix}/v1/models HTTP/1.1\r\nHost: {host}\r\nCookie: CALLER\r\n\r\n",
            Refused.with(405),
            trace)
        .add(
            "A-30",
            "TRACE with hops",
            "TRACE {prefix}/ HTTP/1.1\r\nHost: {host}\r\nMax-Forwards: 0\r\n\r\n",
            Refused.with(405),
            trace);
  }
}
