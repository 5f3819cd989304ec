package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.getTarget;

import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import java.util.List;

/** Targets that name another place, carry a credential, or end the start line. */
final class TargetAttacks {
  private static final String QUERY =
      "providers read keys from the query too; servers decode names once before they compare";
  private static final String START_LINE =
      "a start line has three parts and one space between them (RFC 9112, section 3)";
  private static final String PATH =
      "two servers read such a path in two ways; the route and the origin must see one";

  private TargetAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    queries(list);
    paths(list);
    startLines(list);
    return list.cases();
  }

  private static void queries(AttackList list) {
    for (String name :
        List.of(
            "key",
            "api_key",
            "api-key",
            "API.KEY",
            "access_token",
            "subscription-key",
            "%6Bey",
            "%6b%65%79",
            "api%5Fkey",
            "api%2dkey",
            "Access%5FToken")) {
      list.add(
          "A-05",
          "a credential parameter: " + name,
          getTarget("{prefix}/v1/models?a=1&" + name + "=CALLER&b=%20"),
          Forwarded.clean().to("/v1/models?a=1&b=%20"),
          QUERY);
    }
    list.add(
            "A-05",
            "nothing but credential parameters",
            getTarget("{prefix}/v1/models?key=CALLER&api_key=CALLER&access_token=CALLER"),
            Forwarded.clean(),
            QUERY)
        .add(
            "A-05",
            "a credential parameter behind a semicolon",
            getTarget("{prefix}/v1/models?a=1;key=CALLER&b=2;api_key=CALLER"),
            Forwarded.clean(),
            "some servers split a query at `;` too")
        .add(
            "A-05",
            "a credential parameter twice",
            getTarget("{prefix}/v1/models?key=CALLER&a=1&KEY=CALLER"),
            Forwarded.clean().to("/v1/models?a=1"),
            QUERY)
        .add(
            "A-07",
            "a presigned query",
            getTarget(
                "{prefix}/v1/models?X-Amz-Credential=CALLER&a=1&X-Amz-Security-Token=CALLER"
                    + "&x%2Damz%2Dsignature=CALLER"),
            Forwarded.clean().to("/v1/models?a=1"),
            "a caller's signature in the query beats the gateway's in a field");
  }

  private static void paths(AttackList list) {
    for (String path :
        List.of(
            "/v1%00/models",
            "/v1%5Cmodels",
            "/v1%5cmodels",
            "/v1\\models",
            "//v1/models",
            "/v1//models",
            "/v1/%zz",
            "/v1/%",
            "/v1/%4",
            "/v1%2Fmodels",
            "/v1/%2e%2E%2fmodels",
            "/v1/%0d%0ax-api-key:%20CALLER",
            "/v1/models#CALLER",
            "/v1/\u00e9")) {
      list.add(
          "A-61",
          "a path of two readings: " + path,
          getTarget("{prefix}" + path),
          BAD_REQUEST,
          PATH);
    }
    Either anotherRoute =
        new Either(
            Refused.with(400, 404),
            Forwarded.clean(),
            "a gateway of one provider may serve the root as that provider's route");
    list.add(
            "A-61",
            "dot segments that stay",
            getTarget("{prefix}/v1/./x/%2e%2E/%6Dodels?key=CALLER&q=../x"),
            Forwarded.clean().to("/v1/models?q=../x"),
            "one canonical form is matched and sent (RFC 3986, section 6.2.2)")
        .add(
            "A-61",
            "dot segments that leave the route",
            getTarget("{prefix}/../../elsewhere?key=CALLER"),
            anotherRoute,
            "a route's credential is for that route")
        .add(
            "A-61",
            "escaped dot segments that leave the route",
            getTarget("{prefix}/%2e%2e/elsewhere/v1?key=CALLER"),
            anotherRoute,
            "a route's credential is for that route")
        .add(
            "A-61",
            "a route that is only like one",
            getTarget("{prefix}x/v1/models?key=CALLER"),
            anotherRoute,
            "routes match whole segments")
        .add(
            "A-61",
            "no slash at the start",
            getTarget("v1/models"),
            Refused.with(400, 404),
            "a path begins with a slash (RFC 9112, section 3.2.1)");
  }

  private static void startLines(AttackList list) {
    for (String line :
        List.of(
            "GET {prefix}/v1/mo dels HTTP/1.1",
            "GET {prefix}/v1/models?a b HTTP/1.1",
            "GET {prefix}/v1/models HTTP/1.1 CALLER",
            "GET {prefix}/v1/models\0CALLER HTTP/1.1",
            "GET {prefix}/v1/models\rx-api-key:CALLER HTTP/1.1",
            "GET {prefix}/v1/models\u007f HTTP/1.1",
            " GET {prefix}/v1/models HTTP/1.1",
            "G@T {prefix}/v1/models HTTP/1.1",
            "GE\0T {prefix}/v1/models HTTP/1.1",
            "GET\r {prefix}/v1/models HTTP/1.1",
            "G\u00c9T {prefix}/v1/models HTTP/1.1")) {
      list.add("A-61", "a start line of: " + visible(line), request(line), BAD_REQUEST, START_LINE);
    }
    for (String line :
        List.of("GET\t{prefix}/v1/models\tHTTP/1.1", "GET  {prefix}/v1/models  HTTP/1.1")) {
      list.add(
          "A-61",
          "a start line of: " + visible(line),
          request(line),
          new Either(
              BAD_REQUEST,
              Forwarded.clean().to("/v1/models"),
              "a recipient may split at any white space (RFC 9112, section 3)"),
          START_LINE);
    }
    for (String version :
        List.of("HTTP/2.0", "HTTP/3.0", "HTTP/0.9", "http/1.1", "HTTP/1.1.1", "X")) {
      list.add(
          "A-61",
          "a version of: " + version,
          request("GET {prefix}/v1/models " + version),
          Refused.with(400, 501, 505),
          "HTTP-version is case-sensitive, and 1.1 is what is spoken (RFC 9112, section 2.3)");
    }
    list.add(
        "A-61",
        "no version",
        request("GET {prefix}/v1/models"),
        Refused.with(400, 501, 505),
        "HTTP/0.9 has no fields to decide");
  }

  private static String request(String startLine) {
    return startLine + "\r\nHost: {host}\r\nx-api-key: CALLER\r\n\r\n";
  }

  private static String visible(String line) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      visible.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "<%02x>".formatted((int) c));
    }
    return visible.toString();
  }
}
