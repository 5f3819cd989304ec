package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.get;

import java.util.List;

/** Names that another reader takes for the credential's, and names that are none. */
final class NameAttacks {
  /** Characters that a token may hold (RFC 9110, section 5.6.2) and CGI-like origins fold. */
  private static final String FOLDING = "!#$%&'*+.^`|~";

  /** Characters that no token may hold. */
  private static final String NOT_IN_TOKENS = " \t\"(),/;<=>?@[\\]{}";

  private static final String CGI =
      "CGI, WSGI and PHP turn `-` and other marks into `_`: the names become one (RFC 9110, section"
          + " 17.10)";
  private static final String TOKEN = "a field name is a token (RFC 9110, section 5.1)";

  private NameAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    for (String name :
        List.of(
            "x_api_key",
            "X-Api_Key",
            "X_API-KEY",
            "_x-api-key",
            "HTTP_X_API_KEY",
            "api_key",
            "proxy_authorization",
            "x_goog_api_key",
            "x_forwarded_for")) {
      list.add(
          "A-12",
          "underscores for hyphens: " + name,
          get(name + ": CALLER"),
          Forwarded.clean(),
          CGI);
    }
    for (int i = 0; i < FOLDING.length(); i++) {
      char mark = FOLDING.charAt(i);
      list.add(
          "A-13",
          "another mark for hyphens: " + mark,
          get("x" + mark + "api" + mark + "key: CALLER"),
          Forwarded.clean(),
          CGI);
    }
    for (int i = 0; i < NOT_IN_TOKENS.length(); i++) {
      char mark = NOT_IN_TOKENS.charAt(i);
      list.add(
          "A-13",
          "a character that no name has: 0x" + Integer.toHexString(mark),
          get("x" + mark + "api" + mark + "key: CALLER"),
          BAD_REQUEST,
          TOKEN);
    }
    list.add("A-15", "a bare CR in a name", get("a\rx-api-key: CALLER"), BAD_REQUEST, TOKEN)
        .add("A-15", "a NUL in a name", get("x-api-key\0: CALLER"), BAD_REQUEST, TOKEN)
        .add("A-15", "a DEL in a name", get("x-api\u007fkey: CALLER"), BAD_REQUEST, TOKEN)
        .add(
            "A-18",
            "a space before the colon",
            get("x-api-key : CALLER"),
            BAD_REQUEST,
            "a server must refuse it (RFC 9112, section 5.1)")
        .add(
            "A-18",
            "a tab before the colon",
            get("x-api-key\t: CALLER"),
            BAD_REQUEST,
            "a server must refuse it (RFC 9112, section 5.1)")
        .add(
            "A-18",
            "a space before the first field",
            "GET {prefix}/v1/models HTTP/1.1\r\n x-api-key: CALLER\r\nHost: {host}\r\n\r\n",
            BAD_REQUEST,
            "readers skip such a line or take it (RFC 9112, section 2.2)")
        .add("A-18", "an empty name", get(": CALLER"), BAD_REQUEST, TOKEN)
        .add("A-18", "no colon", get("x-api-key CALLER"), BAD_REQUEST, TOKEN)
        .add(
            "A-18",
            "a space before the colon of the length",
            AttackList.framed("{}", "Content-Length : 2"),
            BAD_REQUEST,
            "a length that only some readers see smuggles requests")
        .add(
            "A-21",
            "a Kelvin sign for K, in UTF-8",
            get("X-API-\u00e2\u0084\u00aaEY: CALLER"),
            BAD_REQUEST,
            "Java's case-insensitive comparisons take it for `k`")
        .add(
            "A-21",
            "a dotless i, in UTF-8",
            get("author\u00c4\u00b1zation: CALLER"),
            BAD_REQUEST,
            "Java's case-insensitive comparisons take it for `i`")
        .add(
            "A-21",
            "a long s, in UTF-8",
            get("x-amz-\u00c5\u00bfecurity-token: CALLER"),
            BAD_REQUEST,
            "Java's case-insensitive comparisons take it for `s`")
        .add("A-21", "a Latin-1 letter", get("x-\u00e1pi-key: CALLER"), BAD_REQUEST, TOKEN)
        .add(
            "A-24",
            "a pseudo-field of HTTP/2",
            get(":authority: CALLER.example"),
            BAD_REQUEST,
            "an HTTP/2 hop behind might take it for its own (RFC 9113, section 8.3)")
        .add(
            "A-24",
            "a colon within a name",
            get("x:api-key: CALLER"),
            Forwarded.clean().without("x"),
            "the name ends at the first colon: it is `x`, which nothing allows");
    return list.cases();
  }
}
