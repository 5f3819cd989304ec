package io.letterhead.conformance.kit;

import io.letterhead.conformance.AttackCase;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.suite.CallerRequest;
import io.letterhead.conformance.suite.GeneratedCase;
import io.letterhead.conformance.suite.Role;
import io.letterhead.conformance.suite.SuitePolicy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Policies and requests that are made up, and shrink to small ones. */
final class Cases {
  private static final int MOST_FIELDS = 8;
  private static final int LONGEST = 12;

  private Cases() {}

  static Arbitrary<GeneratedCase> ofRequests(int least, int most) {
    Arbitrary<List<Role>> roles =
        Arbitraries.of(Role.class).list().ofSize(GeneratedCase.NAMES.size());
    return Combinators.combine(roles, request().list().ofMinSize(least).ofMaxSize(most))
        .as(GeneratedCase::new);
  }

  private static Arbitrary<CallerRequest> request() {
    Arbitrary<List<WireField>> fields =
        Combinators.combine(name(), value()).as(WireField::new).list().ofMaxSize(MOST_FIELDS);
    return Combinators.combine(fields, content())
        .as(
            (all, content) ->
                new CallerRequest(
                    content.isEmpty() ? "GET" : "POST", "/v1/models", all, content, List.of()));
  }

  /** A name that policies speak of, a slot, or another; as it is, in another case, or an alias. */
  private static Arbitrary<String> name() {
    List<String> known =
        Stream.concat(
                GeneratedCase.NAMES.stream().flatMap(n -> Stream.of(n, n, n + "-Renamed")),
                Stream.of(
                    SuitePolicy.SLOT,
                    "Authorization",
                    "Connection",
                    "Content-Length",
                    "Transfer-Encoding",
                    "Host",
                    "Accept",
                    "X-Other"))
            .toList();
    return Combinators.combine(Arbitraries.of(known), Arbitraries.integers().between(0, 5))
        .as(Cases::spelled);
  }

  private static String spelled(String name, int way) {
    return switch (way) {
      case 1 -> name.toLowerCase(Locale.ROOT);
      case 2 -> name.toUpperCase(Locale.ROOT);
      case 3 -> name.replace('-', '_');
      case 4 -> name.replace('-', '.');
      default -> name;
    };
  }

  private static Arbitrary<String> value() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.strings().withChars("ab1;=,\"").ofMaxLength(LONGEST)),
        Tuple.of(
            2,
            Arbitraries.of(
                AttackCase.CANARY,
                SuitePolicy.SLOT,
                "close, x-api-key, X-Alpha",
                "chunked",
                "0",
                "a.example")),
        Tuple.of(
            1,
            Arbitraries.strings().withChars("a \t\r\n\0\u0080\u00ff\u010a:").ofMaxLength(LONGEST)));
  }

  private static Arbitrary<String> content() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")),
        Tuple.of(2, Arbitraries.strings().withChars("{}\"a0\r\n\u00e9").ofMaxLength(LONGEST)),
        Tuple.of(1, Arbitraries.just("0\r\n\r\nGET /base/evil HTTP/1.1\r\nHost: a\r\n\r\n")));
  }
}
