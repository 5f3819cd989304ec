package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.get;
import static io.letterhead.conformance.AttackList.post;

import java.util.List;

/** Answers that send the credential, or the caller, elsewhere. */
final class ResponseAttacks {
  private static final String REDIRECT =
      "followed, the credential would reach whom the origin names; the caller decides";

  private ResponseAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    redirects(list);
    Responder challenge = Responders.challenge("Basic realm=\"r\"");
    list.add(
            "A-37",
            "a challenge",
            get("Authorization: Basic CALLER", "x-api-key: CALLER"),
            challenge,
            Forwarded.clean().answered(401).answeredWithout("WWW-Authenticate"),
            "a retry with the caller's credentials would mix the two")
        .add(
            "A-37",
            "a proxy's challenge",
            get("Proxy-Authorization: Basic CALLER"),
            OriginAnswer.of(407).with("Proxy-Authenticate", "Basic realm=\"r\""),
            Forwarded.clean().answeredWithout("Proxy-Authenticate"),
            "an origin is no proxy of the caller's (RFC 9110, section 15.5.8)")
        .add(
            "A-49",
            "reflected fields",
            get("x-api-key: CALLER", "Accept: */*"),
            Responders.reflect(),
            Forwarded.clean()
                .answered(200)
                .answeredWithout("Reflected-x-api-key")
                .answeredWith("Reflected-Accept", "*/*"),
            "error pages and debug fields show what they were sent")
        .add(
            "A-54",
            "a cookie for whoever comes next",
            get("Accept: text/a", "x-api-key: CALLER") + get("Accept: text/b", "Cookie: CALLER"),
            OriginAnswer.of(200).with("Set-Cookie", "sid=1; Path=/").with("Set-Cookie", "t=2"),
            Forwarded.clean().times(2).answeredWithout("Set-Cookie"),
            "one caller's session would become another's");
    strippedFields(list);
    return list.cases();
  }

  private static void redirects(AttackList list) {
    list.add(
        "A-34",
        "a redirect to another origin",
        post("x-api-key: CALLER"),
        Responders.redirect(307, "http://localhost:1/elsewhere"),
        Forwarded.clean()
            .carrying("{}")
            .answered(307)
            .answeredWith("Location", "http://localhost:1/elsewhere"),
        REDIRECT);
    for (String location :
        List.of(
            "https://{origin}/",
            "http://localhost@{origin}/elsewhere",
            "//{origin}/elsewhere",
            "http://{origin}/elsewhere",
            "http://{origin}:80/",
            "/elsewhere",
            "elsewhere",
            "http://127.0.0.1./")) {
      list.add(
          "A-35",
          "a redirect to: " + location,
          get("x-api-key: CALLER"),
          Responders.redirect(302, location),
          Forwarded.clean().answered(302),
          REDIRECT);
    }
    for (int status : new int[] {301, 302, 303, 308}) {
      list.add(
          "A-36",
          "a redirect of a POST with " + status,
          post("Authorization: Bearer CALLER"),
          Responders.redirect(status, "http://{origin}/elsewhere"),
          Forwarded.clean().carrying("{}").answered(status),
          "a followed redirect is rebuilt from what the caller sent");
    }
  }

  private static void strippedFields(AttackList list) {
    OriginAnswer many = OriginAnswer.of(200).withBody("ok");
    String[] removed = {
      "Set-Cookie",
      "WWW-Authenticate",
      "Proxy-Authenticate",
      "Proxy-Authentication-Info",
      "Proxy-Connection",
      "Keep-Alive",
      "Alt-Svc",
      "Clear-Site-Data",
      "X-Accel-Redirect",
      "X-Sendfile",
      "X-Nominated"
    };
    for (String name : removed) {
      many = many.with(name, "1");
    }
    list.add(
            "A-62",
            "fields for the caller's browser or for one hop",
            get("x-api-key: CALLER"),
            many.with("Connection", "x-nominated").with("X-Kept", "1"),
            Forwarded.clean().answered(200).answeredWithout(removed).answeredWith("X-Kept", "1"),
            "they act on the gateway's own origin, or belong to the provider's hop")
        .add(
            "A-62",
            "no word about caching",
            get("Authorization: Bearer CALLER", "Accept: */*"),
            Forwarded.clean().answered(200).answeredWith("Cache-Control", "private"),
            "a cache in between does not know which credential it was for")
        .add(
            "A-62",
            "trailers",
            get("x-api-key: CALLER"),
            Responders.raw(
                String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Trailer: Set-Cookie",
                    "Transfer-Encoding: chunked",
                    "",
                    "2",
                    "ok",
                    "0",
                    "Set-Cookie: a=b",
                    "",
                    "")),
            Forwarded.clean().answered(200).answeredWithout("Set-Cookie", "Trailer"),
            "readers merge trailers into the fields");
  }
}
