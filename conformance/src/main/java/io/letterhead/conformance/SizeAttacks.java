package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.chunked;
import static io.letterhead.conformance.AttackList.framed;
import static io.letterhead.conformance.AttackList.get;
import static io.letterhead.conformance.AttackList.getTarget;

import io.letterhead.conformance.Expectation.BrokenOff;
import io.letterhead.conformance.Expectation.Either;
import io.letterhead.conformance.Expectation.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** More than a gateway's view, or its memory, holds. */
final class SizeAttacks {
  private static final int KIB = 1024;
  private static final String LIMIT =
      "a limit refuses before any work is done (RFC 6585, section 5)";

  private SizeAttacks() {}

  static List<AttackCase> cases() {
    return new AttackList()
        .add(
            "A-31",
            "a forged field behind 120 others",
            get(junk(120, "X-Userinfo: CALLER", "x-api-key: CALLER")),
            new Either(
                Refused.with(431),
                Forwarded.clean().without("X-Userinfo"),
                "how many fields are too many is configuration"),
            "a view that stops at 100 fields never sees the last ones")
        .add(
            "A-31",
            "a forged field behind 60 others",
            get(junk(60, "X-Userinfo: CALLER", "x-api-key: CALLER")),
            Forwarded.clean().without("X-Userinfo", "X-Junk-59"),
            "a view that stops early never sees the last ones")
        .add("A-32", "10 000 fields", get(junk(10_000)), Refused.with(431), LIMIT)
        .add(
            "A-32",
            "a value of 1 MiB",
            get("X-Unlisted: " + "v".repeat(KIB * KIB)),
            Refused.with(431),
            LIMIT)
        .add(
            "A-32", "a name of 64 KiB", get("n".repeat(64 * KIB) + ": v"), Refused.with(431), LIMIT)
        .add(
            "A-32",
            "a target of 64 KiB",
            getTarget("{prefix}/v1/models?a=" + "v".repeat(64 * KIB)),
            Refused.with(400, 414, 431),
            LIMIT)
        .add(
            "A-32",
            "a body declared too large",
            framed("{", "Content-Length: 999999999"),
            Refused.with(413),
            "the length is known before the first byte (RFC 9110, section 15.5.14)")
        .add(
            "A-32",
            "a chunk extension of 1 MiB",
            chunked("2;" + "x".repeat(KIB * KIB) + "\r\n{}\r\n0\r\n\r\n"),
            BrokenOff.with(400, 413, 414, 431),
            "extensions are limited too (RFC 9112, section 7.1.1)")
        .cases();
  }

  private static String[] junk(int count, String... last) {
    List<String> junk = IntStream.range(0, count).mapToObj(i -> "X-Junk-" + i + ": junk").toList();
    return Stream.concat(junk.stream(), Arrays.stream(last)).toArray(String[]::new);
  }
}
