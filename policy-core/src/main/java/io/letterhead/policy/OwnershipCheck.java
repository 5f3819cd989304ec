package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds rules that would give a name a second owner, or write one that is not theirs to write. */
final class OwnershipCheck {

  private static final Automaton<ImmutableSet<Label>> LISTS = lists();
  private static final Automaton<ImmutableSet<Label>> EXACT_ONLY = exactOnly();

  private final Policy policy;
  private final List<Problem> problems = new ArrayList<>();

  private OwnershipCheck(Policy policy) {
    this.policy = policy;
  }

  static List<Problem> problems(Policy policy) {
    OwnershipCheck check = new OwnershipCheck(policy);
    check.checkNames(policy.rules());
    policy.providers().forEach(provider -> check.checkNames(provider.rules()));
    check.checkGroups();
    for (Rule rule : policy.rules()) {
      if (rule instanceof Rule.Inject inject) {
        check.problems.add(sharedInject(inject));
      }
    }
    for (RuleSet rules : RuleSet.of(policy)) {
      check.checkWriters(rules);
      check.problems.addAll(RenameCheck.problems(rules));
    }
    return check.problems;
  }

  private void checkNames(Collection<Rule> rules) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Allow allow) {
        allow
            .operands()
            .forEach(operand -> refuseOwned(operand, "a caller's field may not pass under it"));
      } else if (rule instanceof Rule.Set set) {
        refuseOwned(set.name(), "a fixed value may not be written under it");
      } else if (rule instanceof Rule.Default fallback) {
        refuseOwned(fallback.name(), "a caller's field may not pass under it");
      } else if (rule instanceof Rule.Rename rename) {
        refuseOwned(rename.from(), "a caller's field of this name may not pass");
        refuseOwned(rename.to(), "a caller's field may not pass under it");
      } else if (rule instanceof Rule.Inject inject) {
        refuseInject(inject);
      } else if (!(rule instanceof Rule.Deny || rule instanceof Rule.Require)) {
        throw new AssertionError(rule);
      }
    }
  }

  /** A group in an allow would only seem to let an owned or exact-only name pass. */
  private void checkGroups() {
    Set<String> allowed = new HashSet<>();
    for (RuleSet rules : RuleSet.of(policy)) {
      for (Rule.Allow allow : rules.all(Rule.Allow.class)) {
        allow.operands().forEach(operand -> allowed.add(operand.text()));
      }
    }
    for (FieldGroup group : policy.groups()) {
      if (allowed.contains(group.name())) {
        for (Operand member : group.members()) {
          refuseOwned(member, "a caller's field may not pass under it");
          warnOfExactOnly(member, group);
        }
      }
    }
  }

  private void warnOfExactOnly(Operand member, FieldGroup group) {
    if (member instanceof Operand.Name name
        && !EXACT_ONLY.output(EXACT_ONLY.run(name.name().folded())).isEmpty()) {
      problems.add(
          Problem.warning(
              "exact-only-member",
              name.position(),
              "`" + name.text() + "` does not pass by `" + group.name() + "`",
              "it overrides, selects or redirects; such a name passes only where a rule spells it"
                  + " out",
              "name it in the `allow` itself, beside the group"));
    }
  }

  /** Whether a built-in list gives the name to the transport or to the policy. */
  static boolean isListed(FieldName name) {
    return !LISTS.output(LISTS.run(name.folded())).isEmpty();
  }

  private void refuseOwned(Operand operand, String what) {
    if (!(operand instanceof Operand.Name name)) {
      return;
    }
    ImmutableSet<Label> listed = LISTS.output(LISTS.run(name.name().folded()));
    if (listed.contains(Label.Listed.TRANSPORT)) {
      problems.add(transportOwned(name));
    } else if (!listed.isEmpty()) {
      boolean claim = listed.contains(Label.Listed.CLAIM);
      problems.add(
          Problem.error(
              "sealed-target",
              name.position(),
              "`" + name.text() + "` is sealed: " + what,
              claim
                  ? "it is a forwarding or identity claim; whoever may write it can pose as another"
                  : "it is a credential slot; whoever may write it can replace the provider's key",
              claim ? "use another name" : "use another name, or `inject` a secret here"));
    }
  }

  private void refuseInject(Rule.Inject inject) {
    ImmutableSet<Label> listed = LISTS.output(LISTS.run(inject.name().name().folded()));
    if (listed.contains(Label.Listed.TRANSPORT)) {
      problems.add(transportOwned(inject.name()));
    } else if (listed.contains(Label.Listed.CLAIM)) {
      problems.add(
          Problem.error(
              "injected-claim",
              inject.name().position(),
              "`"
                  + inject.name().text()
                  + "` is a forwarding or identity claim, no credential slot",
              "a server behind this one would take a secret for an address or an identity",
              "inject into the field that the provider reads its credential from"));
    }
  }

  private void checkWriters(RuleSet rules) {
    Map<String, Rule> writers = new HashMap<>();
    for (Rule rule : rules.rules()) {
      Operand.Name written = written(rule);
      if (written == null) {
        continue;
      }
      Rule other = writers.putIfAbsent(written.name().folded(), rule);
      if (other != null) {
        problems.add(
            Problem.error(
                "two-writers",
                written.position(),
                "`" + written.text() + "` has two writers for `" + rules.provider().name() + "`",
                "the other is `"
                    + other.summary()
                    + "` at "
                    + other.position()
                    + "; a field has one writer, so that the order of rules never matters",
                "delete one of the two"));
      }
    }
  }

  private static Operand.@Nullable Name written(Rule rule) {
    if (rule instanceof Rule.Set set) {
      return set.name();
    } else if (rule instanceof Rule.Default fallback) {
      return fallback.name();
    } else if (rule instanceof Rule.Inject inject) {
      return inject.name();
    } else if (rule instanceof Rule.Rename rename) {
      return rename.to();
    }
    return null;
  }

  private static Problem transportOwned(Operand.Name name) {
    return Problem.error(
        "transport-owned",
        name.position(),
        "`" + name.text() + "` belongs to the transport",
        "it frames one hop's messages; the HTTP stack writes it afresh (RFC 9110, section 7.6.1)",
        "delete it: no policy decides this name");
  }

  private static Problem sharedInject(Rule.Inject inject) {
    return Problem.error(
        "shared-inject",
        inject.position(),
        "`inject` stands under the rules for every provider",
        "a credential is one provider's; here it would go to each that is ever added",
        "move the rule to the provider that the secret is for");
  }

  private static Automaton<ImmutableSet<Label>> lists() {
    AutomatonBuilder<Label> builder = new AutomatonBuilder<>();
    NameLists.TRANSPORT_OWNED
        .section("transport")
        .forEach(name -> builder.add(name, Label.Listed.TRANSPORT));
    NameLists.RESERVED
        .section("credential")
        .forEach(name -> builder.add(name, Label.Listed.CREDENTIAL));
    NameLists.RESERVED.section("claim").forEach(name -> builder.add(name, Label.Listed.CLAIM));
    return builder.build();
  }

  private static Automaton<ImmutableSet<Label>> exactOnly() {
    AutomatonBuilder<Label> builder = new AutomatonBuilder<>();
    NameLists.EXACT_ONLY
        .section("exact-only")
        .forEach(name -> builder.add(name, Label.Listed.EXACT_ONLY));
    return builder.build();
  }
}
