package io.letterhead.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.NaiveOracle.Answer;
import io.letterhead.policy.NaiveOracle.Refusal;
import io.letterhead.policy.Rejection.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The engine beside the oracle, for one provider of a policy that loads. */
final class Differential {

  /** What the cases of a run came to, so that no run is about nothing. */
  static final class Tally {
    int forwarded;
    int lines;
    final Map<Reason, Integer> rejected = new EnumMap<>(Reason.class);
    final Map<String, Integer> removed = new TreeMap<>();
  }

  /** Hears what the engine decides, in the oracle's words. */
  private static final class Heard implements FieldSink {
    private final List<String> leaving = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    @Override
    public void leaves(String name, String value, Owner owner) {
      leaving.add(name + ": " + value);
    }

    @Override
    public void removed(String name, Removal removal) {
      removed.add(name + " " + removal.id());
    }

    @Override
    public void parameterRemoved(String name) {
      removed.add("?" + name);
    }
  }

  private static final int RETRIES = 5;

  private final Policy policy;
  private final PolicyGeneration generation;
  private final ProviderPolicy provider;
  private final NaiveOracle oracle;
  private final Tally tally;

  Differential(Policy policy, PolicyGeneration generation, Provider provider, Tally tally) {
    this.policy = policy;
    this.generation = generation;
    this.provider = requireNonNull(generation.policy().providers().get(provider.name()));
    this.oracle = new NaiveOracle(policy, provider, RandomPolicies.SECRETS);
    this.tally = tally;
  }

  /** Throws where the two differ. */
  void compare(Asked asked) {
    Answer expected = oracle.answer(asked);
    RequestHead head;
    try {
      head = asked.head();
    } catch (RejectedException e) {
      count(e.rejection());
      check(expected.refusals().contains(refusal(e.rejection())), asked, e.rejection(), expected);
      return;
    }
    Heard heard = new Heard();
    Decision decision = generation.evaluate(provider, head, heard);
    for (int i = 0; i < RETRIES && isLate(decision, expected); i++) {
      heard = new Heard();
      decision = generation.evaluate(provider, head, heard);
    }
    check(asked, decision, heard, expected);
  }

  /** Whether a plug-in that should have answered did not: the machine's doing, not the policy's. */
  private static boolean isLate(Decision decision, Answer expected) {
    return decision instanceof Decision.Reject reject
        && reject.rejection().reason() == Reason.PLUG_IN
        && expected.refusals().isEmpty();
  }

  private void check(Asked asked, Decision decision, Heard heard, Answer expected) {
    if (decision instanceof Decision.Reject reject) {
      count(reject.rejection());
      check(
          !expected.refusals().isEmpty()
              && expected.refusals().first().equals(refusal(reject.rejection())),
          asked,
          reject.rejection(),
          expected);
    } else if (decision instanceof Decision.Forward forward) {
      tally.forwarded++;
      tally.lines += heard.leaving.size();
      heard.removed.forEach(
          r -> tally.removed.merge(r.replaceFirst(".*(?= )|\\?.*", ""), 1, Integer::sum));
      check(
          expected.refusals().isEmpty()
              && heard.leaving.equals(expected.leaving())
              && heard.removed.equals(expected.removed())
              && forward.target().equals(expected.target()),
          asked,
          heard.leaving + " but " + heard.removed + " to " + forward.target(),
          expected);
    }
  }

  private void count(Rejection rejection) {
    tally.rejected.merge(rejection.reason(), 1, Integer::sum);
  }

  private static Refusal refusal(Rejection rejection) {
    return new Refusal(rejection.reason(), rejection.field());
  }

  private void check(boolean same, Asked asked, Object found, Answer expected) {
    if (!same) {
      assertThat(String.valueOf(found))
          .as("%s for `%s` under%n%s", asked, provider, shown(policy))
          .isEqualTo(String.valueOf(expected));
    }
  }

  /** A policy as its rules, a line each. */
  static String shown(Policy policy) {
    List<String> lines = new ArrayList<>();
    lines.add("carrier " + policy.carrier().map(Operand.Name::text) + ", for all:");
    add(lines, policy.rules());
    policy
        .providers()
        .forEach(
            provider -> {
              lines.add(
                  provider.name()
                      + " "
                      + provider.query()
                      + " slash "
                      + provider.encodedSlash()
                      + " data "
                      + provider.dataHeaders()
                      + " "
                      + provider.profile().map(p -> p.companions().toString()));
              add(lines, provider.rules());
            });
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, Rules rules) {
    lines.add("  reject " + rules.reject());
    for (Rule rule : rules.request()) {
      lines.add("  - " + rule.summary() + " when " + rule.when().summary() + guards(rule));
    }
    for (Rule rule : rules.response()) {
      lines.add("  - response: " + rule.summary() + " when " + rule.when().summary());
    }
  }

  private static String guards(Rule rule) {
    List<Guard> guards =
        rule instanceof Rule.Allow allow
            ? allow.guards()
            : rule instanceof Rule.Rename rename ? rename.guards() : List.of();
    return guards.stream().map(g -> " " + g).collect(Collectors.joining());
  }
}
