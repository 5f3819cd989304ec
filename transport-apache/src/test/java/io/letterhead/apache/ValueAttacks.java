package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.apache.ClientExpectation.Refused;
import io.letterhead.policy.Rejection.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that a writer rewrites or splits, objects that lie, and sizes. */
final class ValueAttacks {
  private ValueAttacks() {}

  static List<ClientAttack> attacks() {
    Forwarded clean = Forwarded.clean();
    Forwarded beta = clean.with("anthropic-beta", "b");
    ClientAttackList list = new ClientAttackList();
    Map<String, String> malformed = new TreeMap<>();
    malformed.put("A-14 a whole field", "a\r\nx-api-key: CALLER");
    malformed.put("A-14 a whole request", "a\r\n\r\nGET /CALLER HTTP/1.1\r\n\r\n");
    malformed.put("A-16 carriage return", "CALLER\rx-api-key: y");
    malformed.put("A-16 line feed", "CALLER\nx-api-key: y");
    malformed.put("A-16 NUL", "CALLER\0w");
    malformed.put("A-16 vertical tab", "CALLER\u000bw");
    malformed.put("A-16 form feed", "CALLER\fw");
    malformed.put("A-16 DEL", "CALLER\u007fw");
    malformed.put("A-17 a folded line", "CALLER\r\n Authorization: Bearer CALLER");
    malformed.put("A-19 line separator", "CALLER\u2028x");
    malformed.put("A-23 letters that are cut to CR and LF", "\u010D\u010Ax-api-key: CALLER");
    malformed.put("A-23 a surrogate", "CALLER\uD83D");
    malformed.put("A-25 CR and LF for HTTP/2", "a\r\nx-api-key: CALLER");
    malformed.forEach(
        (name, value) -> {
          String row = name.substring(0, 4);
          String detail = name.substring(5);
          for (String field : List.of("anthropic-beta", "X-Unlisted")) {
            list.add(
                row,
                detail + " in " + field,
                r -> r.field(field, value),
                Refused.with(Reason.MALFORMED_VALUE));
          }
        });
    for (String value : List.of("CALLER\u0085x", "CALLER\u00A0x", "CALLER\u00FF")) {
      list.add(
          "A-19",
          "a byte above ASCII: " + (int) value.charAt(6),
          r -> r.field("anthropic-beta", value),
          Refused.with(Reason.NON_ASCII, Reason.MALFORMED_VALUE));
    }
    list.add("A-14", "no value", r -> r.field("x-api-key", null), clean)
        .add(
            "A-14",
            "no value of an allowed field",
            r -> r.field("anthropic-beta", null),
            clean.with("anthropic-beta", ""))
        .add(
            "A-60",
            "a field with a buffer of its own",
            r -> r.field(new LyingHeader(n -> "anthropic-beta", n -> "b")),
            beta)
        .add(
            "A-60",
            "a field that changes its name",
            r -> r.field(new LyingHeader(n -> n == 0 ? "X-Harmless" : "x-api-key", n -> CANARY)),
            clean)
        .add(
            "A-60",
            "a field that changes its name, allowed first",
            r ->
                r.field(
                    new LyingHeader(n -> n % 2 == 0 ? "anthropic-beta" : "x-api-key", n -> "b")),
            clean)
        .add(
            "A-60",
            "a field that shows its value to the writer alone",
            r -> r.field(new ReaderAwareHeader()),
            clean)
        .add(
            "A-31",
            "a credential behind 300 fields",
            r -> {
              for (int i = 0; i < 300; i++) {
                r.field("X-Junk-" + i, CANARY);
              }
              r.field("x-api-key", CANARY).field("anthropic-beta", "b");
            },
            beta)
        .add(
            "A-32",
            "ten thousand fields",
            r -> {
              for (int i = 0; i < 10_000; i++) {
                r.field("X-Junk-" + i, CANARY);
              }
            },
            clean)
        .add(
            "A-32",
            "a value of a mebibyte",
            r -> r.field("X-Junk", CANARY.repeat((1 << 20) / CANARY.length())),
            clean)
        .add(
            "A-32",
            "a name of 64 kibibytes",
            r -> r.field("x-" + "a".repeat(1 << 16), CANARY),
            clean);
    return list.attacks();
  }
}
