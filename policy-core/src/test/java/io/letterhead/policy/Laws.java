package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Subject.Line;
import io.letterhead.policy.Subject.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The guarantees of the language, as laws that hold for every request; each throws where broken.
 */
final class Laws {

  /** What a caller sends in every value: it must never be seen under a sealed name. */
  static final String MARK = "CALLER";

  static final ImmutableList<Rule> RULES =
      ImmutableList.of(
          inject("Authorization", "key", "bearer"),
          set("X-Source", "gateway"),
          rename("X-Tenant", "X-Tenant-ID"),
          fallback("X-Tier", "free"),
          allow("X-*"),
          deny("X-Internal-*"));

  /** What the policy alone writes, in its whole. */
  private static final List<Line> OWN =
      List.of(new Line("Authorization", "Bearer " + Exchange.KEY), new Line("X-Source", "gateway"));

  private static final ImmutableSet<String> SEALED =
      ImmutableSet.of("authorization", "x-source", "x-api-key", "cookie", "x-forwarded-for");

  private Laws() {}

  /** The fields that only the policy may write are the same whatever the caller sends. */
  static void nonInterference(Subject subject, List<Line> lines) {
    Result result = subject.decide(RULES, lines);
    if (result.rejection().isEmpty()) {
      List<Line> sealed =
          result.sent().stream()
              .filter(line -> SEALED.contains(folded(line.name())))
              .sorted((a, b) -> a.name().compareTo(b.name()))
              .toList();
      assertThat(sealed).as("sealed fields after %s", lines).isEqualTo(OWN);
    }
  }

  /** The order of rules and of the caller's fields changes nothing but the order of fields. */
  static void orderIndependence(Subject subject, List<Line> lines, long seed) {
    List<Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(seed));
    List<Rule> rules = new ArrayList<>(RULES);
    Collections.shuffle(rules, new Random(seed));
    Result before = subject.decide(RULES, lines);
    Result after = subject.decide(rules, shuffled);

    assertThat(HashMultiset.create(after.sent()))
        .as("after shuffling %s", lines)
        .isEqualTo(HashMultiset.create(before.sent()));
    assertThat(after.rejection()).as("after shuffling %s", lines).isEqualTo(before.rejection());
  }

  /** Spelling a name otherwise never brings a field further than its plain spelling. */
  static void aliasInvariance(Subject subject, String name) {
    Result plain = subject.decide(RULES, List.of(new Line(name, MARK)));
    for (int how = 1; how <= 3; how++) {
      Line respelled = new Line(RandomNames.respelled(name, how), MARK);
      Result alias = subject.decide(RULES, List.of(respelled));
      assertThat(callers(plain)).as("of %s beside %s", respelled, name).containsAll(callers(alias));
    }
  }

  /** No value of the caller's, and no secret, is in what a rejected caller is told. */
  static void confinement(Subject subject, List<Line> lines) {
    Result result = subject.decide(RULES, lines);
    assertThat(result.rejection().orElse(""))
        .as("what the caller of %s is told", lines)
        .doesNotContain(MARK)
        .doesNotContain(Exchange.KEY);
  }

  /** Requests that meet these rules in every way. */
  static Arbitrary<List<Line>> requests() {
    return Combinators.combine(callerNames(), values()).as(Line::new).list().ofMaxSize(6);
  }

  /** Names that meet these rules, in many spellings, some of which are no names. */
  static Arbitrary<String> callerNames() {
    Arbitrary<String> kelvin =
        tokens().map(name -> name.replace('K', '\u212a').replace('i', '\u0131'));
    return Arbitraries.frequencyOf(Tuple.of(5, tokens()), Tuple.of(1, kelvin));
  }

  /** Names that meet these rules, in many spellings. */
  static Arbitrary<String> tokens() {
    Arbitrary<String> names =
        Arbitraries.of(
            "Authorization",
            "X-Source",
            "X-Api-Key",
            "Cookie",
            "X-Forwarded-For",
            "X-Tenant",
            "X-Tenant-ID",
            "X-Tier",
            "X-Other",
            "X-Internal-A",
            "Connection",
            "Accept",
            "Content-Type");
    return Combinators.combine(names, Arbitraries.integers().between(0, 3))
        .as(RandomNames::respelled);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.of(
        MARK,
        MARK + "2",
        "close, Authorization, " + MARK,
        "X-Tenant, X_Source",
        "X-Tier",
        MARK + "\r\nX-Api-Key: " + MARK,
        MARK + "\u00e9",
        "");
  }

  /** The names under which the caller's own values leave. */
  private static List<String> callers(Result result) {
    return result.sent().stream()
        .filter(line -> line.value().contains(MARK))
        .map(line -> folded(line.name()))
        .toList();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
  }
}
