package io.letterhead.policy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds rules that would give a name a second owner, or write one that is not theirs to write. */
final class OwnershipCheck {

  private static final String IN_THE_POLICY =
      "delete it here, and name it in an `allow` of the provider's rules";

  private final Policy policy;
  private final OwnedNames owned;
  private final CustomRules verbs;
  private final List<Problem> problems = new ArrayList<>();

  private OwnershipCheck(Policy policy, OwnedNames owned, CustomRules verbs) {
    this.policy = policy;
    this.owned = owned;
    this.verbs = verbs;
  }

  static List<Problem> problems(Policy policy, OwnedNames owned, CustomRules verbs) {
    OwnershipCheck check = new OwnershipCheck(policy, owned, verbs);
    check.checkNames(policy.rules().request());
    policy.providers().forEach(provider -> check.checkNames(provider.rules().request()));
    policy.profiles().forEach(check::checkProfile);
    check.checkGroups();
    for (Rule rule : policy.rules().request()) {
      if (rule instanceof Rule.Inject inject) {
        check.problems.add(sharedInject(inject));
      }
    }
    return check.problems;
  }

  private void checkProfile(Profile profile) {
    profile.slots().forEach(this::refuseSlot);
    checkNames(profile.companions());
    for (Rule companion : profile.companions()) {
      if (companion instanceof Rule.Default fallback) {
        warnOfExactOnly(fallback.name(), "a profile's `default`", IN_THE_POLICY);
      } else if (companion instanceof Rule.Allow allow) {
        allow
            .operands()
            .forEach(name -> warnOfExactOnly(name, "a profile's `allow`", IN_THE_POLICY));
      }
    }
  }

  private void checkNames(Collection<Rule> rules) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Allow allow) {
        allow
            .operands()
            .forEach(operand -> refuseOwned(operand, "a caller's field may not pass under it"));
      } else if (rule instanceof Rule.Set set) {
        refuseSet(set);
      } else if (rule instanceof Rule.Default fallback) {
        refuseOwned(fallback.name(), "a caller's field may not pass under it");
      } else if (rule instanceof Rule.Rename rename) {
        refuseOwned(rename.from(), "a caller's field of this name may not pass");
        refuseOwned(rename.to(), "a caller's field may not pass under it");
      } else if (rule instanceof Rule.Inject inject) {
        refuseSlot(inject.name());
      } else if (rule instanceof Rule.Custom custom) {
        verbs.writtenBy(custom).forEach(name -> refuseOwned(name, "a plug-in may not write it"));
        verbs.readBy(custom).forEach(name -> refuseOwned(name, "a plug-in may not read it"));
      } else if (!(rule instanceof Rule.Deny || rule instanceof Rule.Require)) {
        throw new AssertionError(rule);
      }
    }
  }

  /** A group in an allow would only seem to let an owned or exact-only name pass. */
  private void checkGroups() {
    Set<String> allowed = new HashSet<>();
    List<Rule> rules = new ArrayList<>(policy.rules().request());
    policy.providers().forEach(provider -> rules.addAll(provider.rules().request()));
    for (Rule rule : rules) {
      if (rule instanceof Rule.Allow allow) {
        allow.operands().forEach(operand -> allowed.add(operand.text()));
      }
    }
    for (FieldGroup group : policy.groups()) {
      if (allowed.contains(group.name())) {
        for (Operand member : group.members()) {
          refuseOwned(member, "a caller's field may not pass under it");
          warnOfExactOnly(
              member, "`" + group.name() + "`", "name it in the `allow` itself, beside the group");
        }
      }
    }
  }

  private void warnOfExactOnly(Operand member, String by, String fix) {
    if (member instanceof Operand.Name name
        && owned.labels(name.name()).contains(Label.Listed.EXACT_ONLY)) {
      problems.add(
          Problem.warning(
              "exact-only-member",
              name.position(),
              "`" + name.text() + "` does not pass by " + by,
              "it overrides, selects or redirects; such a name passes only where a rule spells it"
                  + " out",
              fix));
    }
  }

  private void refuseOwned(Operand operand, String what) {
    if (!(operand instanceof Operand.Name name) || !owned.isOwned(name.name())) {
      return;
    }
    ImmutableSet<Label> listed = owned.labels(name.name());
    if (listed.contains(Label.Listed.TRANSPORT)) {
      problems.add(transportOwned(name));
      return;
    }
    boolean claim = listed.contains(Label.Listed.CLAIM);
    boolean data =
        listed.contains(Label.Listed.CARRIER)
            || listed.stream().anyMatch(Label.Brought.class::isInstance);
    String why = "it is a credential slot; whoever may write it can replace the provider's key";
    if (claim) {
      why = "it is a forwarding or identity claim; whoever may write it can pose as another";
    } else if (data) {
      why = "the policy reads a caller's data or credential from it, and it serves nothing else";
    }
    problems.add(
        Problem.error(
            "sealed-target",
            name.position(),
            "`" + name.text() + "` is sealed: " + what,
            why,
            claim || data ? "use another name" : "use another name, or `inject` a secret here"));
  }

  /** What the request itself says may be told in a claim, and nothing else may. */
  private void refuseSet(Rule.Set set) {
    boolean fact = set.value() instanceof WrittenValue.FromRequest;
    if (!fact || !owned.labels(set.name().name()).equals(ImmutableSet.of(Label.Listed.CLAIM))) {
      boolean fixed = set.value() instanceof WrittenValue.Fixed;
      refuseOwned(
          set.name(),
          fixed ? "a fixed value may not be written under it" : "a `set` may not write it");
    }
  }

  private void refuseSlot(Operand.Name slot) {
    ImmutableSet<Label> listed = owned.labels(slot.name());
    if (listed.contains(Label.Listed.TRANSPORT)) {
      problems.add(transportOwned(slot));
    } else if (listed.contains(Label.Listed.CLAIM)) {
      problems.add(
          Problem.error(
              "injected-claim",
              slot.position(),
              "`" + slot.text() + "` is a forwarding or identity claim, no credential slot",
              "a server behind this one would take a secret for an address or an identity",
              "inject into the field that the provider reads its credential from"));
    } else if (listed.contains(Label.Listed.CARRIER)) {
      refuseOwned(slot, "a credential may not be written under it");
    }
  }

  static Problem transportOwned(Operand.Name name) {
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
}
