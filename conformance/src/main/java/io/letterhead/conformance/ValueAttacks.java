package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.framed;
import static io.letterhead.conformance.AttackList.get;

import io.letterhead.conformance.Expectation.Either;
import java.util.List;

/** Values that another reader splits into lines. */
final class ValueAttacks {
  private static final String CONTROL =
      "no control character but HTAB is in a value (RFC 9110, section 5.5)";
  private static final String FOLD = "a server refuses folded lines (RFC 9112, section 5.2)";
  private static final String NOT_ASCII =
      "what passes is visible ASCII: a reader may narrow other characters to line ends";

  private ValueAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    Either bareLf =
        new Either(
            BAD_REQUEST,
            Forwarded.clean(),
            "a recipient may take an LF alone for a line's end (RFC 9112, section 2.2)");
    list.add(
            "A-14",
            "an LF alone between an allowed value and the slot",
            get("anthropic-beta: a\nx-api-key: CALLER"),
            bareLf,
            "two readers that differ see one field or two")
        .add(
            "A-14",
            "an escaped line end in an allowed value",
            get("anthropic-beta: a%0d%0ax-api-key:%20b"),
            Forwarded.clean().with("anthropic-beta", "a%0d%0ax-api-key:%20b"),
            "it is six plain characters; decoding it would split the line")
        .add(
            "A-16",
            "an LF alone at the end of every line",
            "GET {prefix}/v1/models HTTP/1.1\nHost: {host}\nx-api-key: CALLER\n\n",
            bareLf,
            "two readers that differ see other lines");
    for (int control : new int[] {0x00, 0x01, 0x08, 0x0b, 0x0c, 0x0d, 0x1b, 0x1f, 0x7f}) {
      char c = (char) control;
      String hex = "0x%02x".formatted(control);
      list.add(
              "A-16",
              hex + " in an allowed value",
              get("anthropic-beta: a" + c + "x-api-key: CALLER"),
              BAD_REQUEST,
              CONTROL)
          .add(
              "A-16",
              hex + " in a value that would be removed",
              get("X-Unlisted: a" + c + "x-api-key: CALLER"),
              BAD_REQUEST,
              CONTROL);
    }
    list.add(
            "A-16",
            "a second CR at a line's end",
            get("anthropic-beta: CALLER\r"),
            BAD_REQUEST,
            "a bare CR is no white space (RFC 9112, section 2.2)")
        .add(
            "A-17", "a fold hides the slot", get("X-A: v", " x-api-key: CALLER"), BAD_REQUEST, FOLD)
        .add(
            "A-17",
            "a fold with a tab",
            get("X-A: v", "\tAuthorization: Bearer CALLER"),
            BAD_REQUEST,
            FOLD)
        .add(
            "A-17",
            "a fold in an allowed field",
            get("anthropic-beta: a", " x-api-key: CALLER"),
            BAD_REQUEST,
            FOLD)
        .add(
            "A-17",
            "a fold in the host",
            "GET {prefix}/v1/models HTTP/1.1\r\nHost:\r\n {host}\r\n\r\n",
            BAD_REQUEST,
            FOLD)
        .add(
            "A-17",
            "a fold in the transfer coding",
            framed("0\r\n\r\n", "Transfer-Encoding:", " chunked"),
            BAD_REQUEST,
            FOLD)
        .add(
            "A-17",
            "a line of white space",
            get("anthropic-beta: a", " ", "x-api-key: CALLER"),
            BAD_REQUEST,
            FOLD);
    passing(list, "A-19", "the byte 0x85", "\u0085");
    passing(list, "A-19", "the byte 0xA0", "\u00a0");
    passing(list, "A-19", "U+0085 in UTF-8", "\u00c2\u0085");
    passing(list, "A-19", "U+2028 in UTF-8", "\u00e2\u0080\u00a8");
    passing(list, "A-19", "U+2029 in UTF-8", "\u00e2\u0080\u00a9");
    passing(list, "A-23", "U+010D and U+010A in UTF-8", "\u00c4\u008d\u00c4\u008a");
    list.add(
        "A-19",
        "a byte above ASCII in a value that is removed",
        get("X-Unlisted: a\u0085x-api-key: CALLER", "x-api-key: \u00a0CALLER"),
        Forwarded.clean().without("X-Unlisted"),
        "what is removed does no harm");
    return list.cases();
  }

  private static void passing(AttackList list, String row, String what, String text) {
    list.add(
        row,
        what + " in an allowed value",
        get("anthropic-beta: a" + text + "x-api-key: CALLER"),
        BAD_REQUEST,
        NOT_ASCII);
  }
}
