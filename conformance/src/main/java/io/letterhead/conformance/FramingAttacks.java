package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.BAD_REQUEST;
import static io.letterhead.conformance.AttackList.chunked;
import static io.letterhead.conformance.AttackList.framed;

import io.letterhead.conformance.Expectation.BrokenOff;
import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import java.util.List;

/** Bodies whose end two readers see in different places: the rest becomes a request of its own. */
final class FramingAttacks {
  private static final String SMUGGLED =
      "GET {prefix}/v1/smuggled HTTP/1.1\r\nHost: {host}\r\nx-api-key: CALLER\r\n\r\n";
  private static final String LENGTH =
      "a Content-Length is one row of digits (RFC 9110, section 8.6)";
  private static final String CODING =
      "an unknown transfer coding leaves the length unknown (RFC 9112, section 6.1)";
  private static final String CHUNK = "a chunk size is hexadecimal digits (RFC 9112, section 7.1)";

  private FramingAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    both(list);
    lengths(list);
    codings(list);
    chunks(list);
    aliases(list);
    return list.cases();
  }

  private static void both(AttackList list) {
    Either refusedOrChunked =
        new Either(
            BAD_REQUEST,
            Forwarded.clean(),
            "a server may refuse both, or take the coding alone and close (RFC 9112, section 6.3)");
    list.add(
            "A-27",
            "CL.TE: the length covers the start of a second request",
            framed("0\r\n\r\n" + SMUGGLED, "Content-Length: 60", "Transfer-Encoding: chunked"),
            refusedOrChunked,
            "the length and the coding end the body in different places")
        .add(
            "A-27",
            "TE.CL: a chunk covers a second request",
            framed(
                "1a\r\nGET /smuggled HTTP/1.1\r\n\r\n0\r\n\r\n",
                "Cookie: CALLER",
                "Content-Length: 4",
                "Transfer-Encoding: chunked"),
            refusedOrChunked,
            "the length and the coding end the body in different places")
        .add(
            "A-27",
            "a coding in HTTP/1.0",
            "POST {prefix}/v1/messages HTTP/1.0\r\nHost: {host}\r\nConnection: keep-alive\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + SMUGGLED,
            refusedOrChunked,
            "such framing is faulty: the connection must end after it (RFC 9112, section 6.1)");
  }

  private static void lengths(AttackList list) {
    for (String value :
        List.of(
            "+2", "-2", "0x2", "2 2", "2, 2", "2, 40", "2;", "2.0", "1e1", "\"2\"", "two", "2_0",
            "\u00b2")) {
      list.add(
          "A-27",
          "a length of: " + value,
          framed("{}", "Content-Length: " + value),
          BAD_REQUEST,
          LENGTH);
    }
    list.add("A-27", "no length in its field", framed("{}", "Content-Length:"), BAD_REQUEST, LENGTH)
        .add(
            "A-27",
            "a length beyond all numbers",
            framed("{}", "Content-Length: 99999999999999999999"),
            Refused.with(400, 413),
            "it must not overflow into a small one (RFC 9110, section 8.6)")
        .add(
            "A-27",
            "a length that 32 bits turn into 2",
            framed("{}", "Content-Length: 4294967298"),
            Refused.with(400, 413),
            "it must not overflow into a small one (RFC 9110, section 8.6)")
        .add(
            "A-27",
            "two lengths that differ",
            framed("{}" + SMUGGLED, "Content-Length: 2", "Content-Length: 60"),
            BAD_REQUEST,
            LENGTH)
        .add(
            "A-27",
            "two lengths that agree",
            framed("{}", "Content-Length: 2", "content-length: 2"),
            BAD_REQUEST,
            "one reader takes the first, one the last, one joins them: refused for all");
  }

  private static void codings(AttackList list) {
    list.add(
        "A-27",
        "an unknown coding",
        framed("0\r\n\r\n", "Transfer-Encoding: xchunked"),
        Refused.with(501),
        CODING);
    for (String value :
        List.of(
            "identity",
            "chunked, chunked",
            "gzip, chunked",
            "chunked, gzip",
            "\"chunked\"",
            "chunked;q=1",
            "chunked,",
            "chunke",
            "cow",
            "")) {
      list.add(
          "A-27",
          "a coding of: " + value,
          framed("0\r\n\r\n" + SMUGGLED, "Transfer-Encoding: " + value),
          Refused.with(400, 501),
          CODING);
    }
    list.add(
            "A-27",
            "TE.TE: a coding and an unknown one",
            framed(
                "0\r\n\r\n" + SMUGGLED,
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: xchunked"),
            Refused.with(400, 501),
            CODING)
        .add(
            "A-27",
            "an unknown coding and a length",
            framed("{}", "Transfer-Encoding: xchunked", "Content-Length: 2"),
            Refused.with(400, 501),
            CODING)
        .add(
            "A-27",
            "a vertical tab before the coding",
            framed("0\r\n\r\n", "Transfer-Encoding: \u000bchunked"),
            Refused.with(400, 501),
            "some readers trim it (RFC 9110, section 5.6.3)");
  }

  private static void chunks(AttackList list) {
    Forwarded whole = Forwarded.clean().carrying("{}");
    list.add(
            "A-27",
            "the coding in other case",
            framed("2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: cHuNkEd", "Cookie: CALLER"),
            whole,
            "codings are compared without case (RFC 9112, section 7)")
        .add(
            "A-27",
            "a chunk extension",
            chunked("2;x=CALLER\r\n{}\r\n0;CALLER\r\n\r\n"),
            whole,
            "extensions are for one hop; readers that stop at an LF in them desynchronise");
    for (String size :
        List.of("0x2", "+2", "-2", "2 2", "G", "", " 2", "2_", "FFFFFFFFFFFFFFFFF")) {
      list.add(
          "A-27",
          "a chunk size of: " + size,
          chunked(size + "\r\n{}\r\n0\r\n\r\n" + SMUGGLED),
          BrokenOff.with(400, 413),
          CHUNK);
    }
    list.add(
            "A-27",
            "a chunk longer than its size",
            chunked("2\r\n{}CALLER\r\n0\r\n\r\n"),
            BrokenOff.with(400),
            "what follows a chunk is CRLF, nothing else (RFC 9112, section 7.1)")
        .add(
            "A-27",
            "an LF alone after a chunk size",
            chunked("2\n{}\r\n0\r\n\r\n"),
            new Either(
                BrokenOff.with(400),
                whole,
                "framed afresh, it does no harm; section 2.2 of RFC 9112 lets a lone LF end a line"),
            CHUNK);
  }

  private static void aliases(AttackList list) {
    Forwarded whole = Forwarded.clean().carrying("{}");
    list.add(
            "A-27",
            "an alias of the length",
            framed("{}", "Content-Length: 2", "Content_Length: 99"),
            whole,
            "an origin that folds names sees two lengths")
        .add(
            "A-27",
            "an alias of the coding",
            framed("{}", "Content-Length: 2", "Transfer_Encoding: chunked"),
            whole.without("Transfer-Encoding"),
            "an origin that folds names sees a coding");
  }
}
