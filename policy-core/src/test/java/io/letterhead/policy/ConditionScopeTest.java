package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every pair of rules for one name, under every pair of conditions over two methods, two paths and
 * two callers, against every request of that small world: decided as the page says in one sentence
 * for each verb, and refused exactly where two would write into one request.
 */
class ConditionScopeTest {

  private static final List<String> METHODS = List.of("GET", "POST", "PUT");
  private static final List<String> PATHS = List.of("/a", "/b", "/b/c");
  private static final List<String> CALLERS = List.of("", "key/x", "key/y");
  private static final String NAME = "X-N";

  /** A condition and what it says, in the plainest way. */
  private record Scope(Condition condition, Set<String> methods, Set<String> paths, String caller) {
    boolean holds(String method, String path, String id) {
      return (methods.isEmpty() || methods.contains(method))
          && (paths.isEmpty() || paths.stream().anyMatch(p -> path.startsWith(p)))
          && (caller.isEmpty() || caller.equals(id));
    }
  }

  /** A verb: what it makes of a request where it holds. */
  private enum Verb {
    ALLOW,
    DENY,
    SET,
    INJECT;

    Rule rule(Condition when, String value) {
      Terms terms = new Terms(Position.IN_CODE, "", when);
      Operand.Name name = Operand.Name.of(NAME);
      return switch (this) {
        case ALLOW -> new Rule.Allow(ImmutableList.of(name), ImmutableList.of(), terms);
        case DENY -> new Rule.Deny(ImmutableList.of(name), terms);
        case SET -> new Rule.Set(name, new WrittenValue.Fixed(Positioned.inCode(value)), terms);
        case INJECT ->
            new Rule.Inject(
                name,
                Optional.of(Positioned.inCode("key")),
                Positioned.inCode("raw"),
                Optional.empty(),
                terms);
      };
    }

    boolean writes() {
      return this == SET || this == INJECT;
    }
  }

  @Test
  void everyPairOfConditionalRulesDecidesEveryRequestOfASmallWorld() {
    int decided = 0;
    int refused = 0;
    for (Verb one : Verb.values()) {
      for (Verb other : Verb.values()) {
        for (Scope first : scopes()) {
          for (Scope second : secondScopes()) {
            Policy policy =
                Policies.policy(
                    Provider.of(
                        "p",
                        "https://p.example",
                        one.rule(first.condition(), "one"),
                        other.rule(second.condition(), "two")));
            if (loads(policy, one, first, other, second)) {
              decided += assertDecided(policy, one, first, other, second);
            } else {
              refused++;
            }
          }
        }
      }
    }
    System.out.println("conditions: " + decided + " requests decided, " + refused + " refused");
    assertThat(decided).isGreaterThan(30_000);
    assertThat(refused).isGreaterThan(100);
  }

  private static boolean loads(Policy policy, Verb one, Scope first, Verb other, Scope second) {
    Compilation compilation = CompiledPolicy.check(policy, Checked.PLUG_INS);
    boolean overlap = false;
    for (String method : METHODS) {
      for (String path : PATHS) {
        for (String caller : CALLERS) {
          overlap |=
              first.holds(method, path, caller) && holds(first, second, method, path, caller);
        }
      }
    }
    boolean twoWriters = one.writes() && other.writes() && overlap;
    assertThat(compilation.problems().stream().anyMatch(p -> p.name().equals("two-writers")))
        .as("%s", policy.providers().get(0).rules().request())
        .isEqualTo(twoWriters);
    return compilation.policy().isPresent();
  }

  private static int assertDecided(Policy policy, Verb one, Scope first, Verb other, Scope second) {
    Exchange exchange = Exchange.under(policy);
    int decided = 0;
    for (String method : METHODS) {
      for (String path : PATHS) {
        for (String caller : CALLERS) {
          RequestHead head =
              RequestHead.builder(method, RequestTarget.parse(path))
                  .caller(caller)
                  .add(NAME, "caller")
                  .build();
          assertThat(outcome(exchange.send(head)))
              .as("%s %s %s: %s", method, path, caller, policy.providers().get(0).rules().request())
              .isEqualTo(
                  expected(
                      one,
                      first.holds(method, path, caller),
                      other,
                      holds(first, second, method, path, caller)));
          decided++;
        }
      }
    }
    return decided;
  }

  /** The page, for one name that the caller sends: ownership, then deny, then allow, then rules. */
  private static String expected(Verb one, boolean first, Verb other, boolean second) {
    List<Verb> holding = new ArrayList<>();
    if (first) {
      holding.add(one);
    }
    if (second) {
      holding.add(other);
    }
    boolean injects = one == Verb.INJECT || other == Verb.INJECT;
    if (injects && !holding.contains(Verb.INJECT)) {
      return "no-credential";
    }
    if (one.writes() || other.writes()) {
      if (holding.contains(Verb.INJECT)) {
        return Exchange.KEY;
      }
      return first && one == Verb.SET ? "one" : second && other == Verb.SET ? "two" : "nothing";
    }
    return holding.contains(Verb.ALLOW) && !holding.contains(Verb.DENY) ? "caller" : "nothing";
  }

  private static String outcome(Exchange.Outcome outcome) {
    if (outcome.decision() instanceof Decision.Reject) {
      return outcome.reason();
    }
    return outcome.fields().isEmpty() ? "nothing" : outcome.fields().get(0).substring(5);
  }

  private static boolean holds(
      Scope first, Scope second, String method, String path, String caller) {
    return second.condition() instanceof Condition.Otherwise
        ? !first.holds(method, path, caller)
        : second.holds(method, path, caller);
  }

  private static List<Scope> secondScopes() {
    List<Scope> all = new ArrayList<>(scopes());
    all.add(new Scope(new Condition.Otherwise(Position.IN_CODE), Set.of(), Set.of(), ""));
    return all;
  }

  private static List<Scope> scopes() {
    List<Scope> all = new ArrayList<>();
    for (Set<String> methods : List.of(Set.<String>of(), Set.of("GET"), Set.of("GET", "POST"))) {
      for (Set<String> paths : List.of(Set.<String>of(), Set.of("/a"), Set.of("/b"))) {
        for (String caller : List.of("", "key/x")) {
          Condition condition =
              methods.isEmpty() && paths.isEmpty() && caller.isEmpty()
                  ? Condition.ALWAYS
                  : new Condition.Matching(
                      ImmutableSet.copyOf(methods),
                      paths.stream()
                          .map(p -> new PathPattern(p + "*"))
                          .collect(ImmutableSet.toImmutableSet()),
                      caller.isEmpty() ? ImmutableSet.of() : ImmutableSet.of(caller),
                      Position.IN_CODE);
          all.add(new Scope(condition, methods, paths, caller));
        }
      }
    }
    return all;
  }
}
