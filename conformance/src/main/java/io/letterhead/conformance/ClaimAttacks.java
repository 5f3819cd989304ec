package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.framed;
import static io.letterhead.conformance.AttackList.get;

import java.util.List;

/** Fields that claim who calls or what is meant, for an origin that trusts its gateway. */
final class ClaimAttacks {
  private ClaimAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    each(
        list,
        "A-43",
        "who calls",
        "an origin trusts its gateway to say it (RFC 7239, section 8.1)",
        "Forwarded: for=CALLER",
        "X-Forwarded: CALLER",
        "X-Forwarded-For: CALLER, 127.0.0.1",
        "X-Forwarded-Host: CALLER.example",
        "X-Forwarded-Proto: CALLER",
        "X-Forwarded-Port: CALLER",
        "X-Forwarded-Server: CALLER",
        "X_Forwarded_For: CALLER",
        "X-Real-IP: CALLER",
        "X-Client-IP: CALLER",
        "X-Cluster-Client-IP: CALLER",
        "True-Client-IP: CALLER",
        "CF-Connecting-IP: CALLER");
    each(
        list,
        "A-44",
        "what is meant",
        "an origin may obey it instead of the start line",
        "X-HTTP-Method-Override: CALLER",
        "X-HTTP-Method: CALLER",
        "X-Method-Override: CALLER",
        "X-Original-URL: /CALLER",
        "X-Rewrite-URL: /CALLER",
        "X-Forwarded-Prefix: /CALLER",
        "X-Forwarded-Uri: /CALLER",
        "Proxy: http://CALLER.example");
    each(
        list,
        "A-45",
        "which fields to pass on",
        "a caller writes no rule",
        "x-portkey-forward-headers: authorization, CALLER",
        "x-bf-eh-authorization: CALLER",
        "x-bf-eh-x-api-key: CALLER",
        "x-pass-authorization: CALLER",
        "x-pass-x-api-key: CALLER");
    each(
        list,
        "A-64",
        "a cloud's metadata",
        "a metadata service obeys whoever sends it",
        "Metadata: true, CALLER",
        "Metadata-Flavor: Google, CALLER",
        "X-Google-Metadata-Request: CALLER",
        "X-aws-ec2-metadata-token: CALLER",
        "X-aws-ec2-metadata-token-ttl-seconds: CALLER");
    contents(list);
    return list.cases();
  }

  private static void each(AttackList list, String row, String claim, String why, String... lines) {
    for (String line : lines) {
      String name = line.substring(0, line.indexOf(':'));
      list.add(
          row, "claiming " + claim + ": " + name, get(line), Forwarded.clean().without(name), why);
    }
  }

  private static void contents(AttackList list) {
    String form = "application/x-www-form-urlencoded";
    list.add(
            "A-48",
            "another type",
            framed("key=CALLER", "Content-Type: " + form, "Content-Length: 10"),
            Forwarded.clean().carrying("key=CALLER").with("Content-Type", form),
            "a body is data: type and bytes pass together, unchanged")
        .add(
            "A-48",
            "two types",
            framed("{}", "Content-Length: 2", "Content-Type: " + form, "Content-Type: text/CALLER"),
            BAD_REQUEST,
            "one reader takes the first, one the last")
        .add(
            "A-48",
            "an alias of the type",
            framed("{}", "Content-Length: 2", "Content-Type: " + form, "Content_Type: text/CALLER"),
            Forwarded.clean().with("Content-Type", form),
            "an origin that folds names sees two types")
        .add(
            "A-48",
            "a coding that the body has not",
            framed("{}", "Content-Length: 2", "Content-Encoding: gzip", "Cookie: CALLER"),
            Forwarded.clean().carrying("{}").with("Content-Encoding", "gzip"),
            "a gateway that decodes bodies fails, or can be made to swell");
  }
}
