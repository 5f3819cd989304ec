package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what a policy names and is not there, and what is there and not named. */
final class ReferenceCheck {

  private final Policy policy;
  private final PlugIns plugIns;
  private final Groups groups;
  private final ImmutableMap<String, SecretDeclaration> secrets;
  private final ImmutableSet<String> providers;
  private final Set<String> usedSecrets = new HashSet<>();
  private final Set<String> usedGroups = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  private ReferenceCheck(Policy policy, PlugIns plugIns) {
    this.policy = policy;
    this.plugIns = plugIns;
    this.groups = Groups.of(policy.groups());
    this.secrets =
        policy.secrets().stream()
            .collect(ImmutableMap.toImmutableMap(SecretDeclaration::name, secret -> secret));
    this.providers =
        policy.providers().stream().map(Provider::name).collect(ImmutableSet.toImmutableSet());
  }

  static List<Problem> problems(Policy policy, PlugIns plugIns) {
    ReferenceCheck check = new ReferenceCheck(policy, plugIns);
    policy.secrets().forEach(check::checkSecret);
    policy.profiles().forEach(check::checkProfile);
    check.checkRules(policy.rules(), check.groups);
    for (Provider provider : policy.providers()) {
      check.checkRules(provider.rules(), Groups.of(policy.groups(), provider));
      for (Rule rule : provider.rules().request()) {
        if (rule instanceof Rule.Inject inject && inject.secret().isPresent()) {
          check.checkOnlyFor(provider, inject.secret().get());
        }
      }
    }
    check.findUnused();
    return check.problems;
  }

  private void checkSecret(SecretDeclaration secret) {
    if (!plugIns.sources().containsKey(secret.source().text())) {
      problems.add(
          Problem.error(
              "unknown-source",
              secret.source().position(),
              "no secret source `" + secret.source() + "` is installed",
              "without its source a secret can never be had",
              Suggestion.fix(
                  secret.source().text(), plugIns.sources().keySet(), "installed sources")));
    }
    for (Positioned provider : secret.onlyFor()) {
      if (!providers.contains(provider.text())) {
        problems.add(
            Problem.error(
                "unknown-provider",
                provider.position(),
                "unknown provider `" + provider + "`",
                "the secret would be kept from a provider that is meant to get it",
                Suggestion.fix(provider.text(), providers, "providers")));
      }
    }
  }

  private void checkProfile(Profile profile) {
    checkScheme(profile.scheme());
  }

  private void checkRules(Rules rules, Groups usable) {
    rules.request().forEach(rule -> checkRule(rule, usable));
    rules.response().forEach(rule -> checkRule(rule, usable));
  }

  private void checkRule(Rule rule, Groups usable) {
    ImmutableList<Operand> operands = ImmutableList.of();
    if (rule instanceof Rule.Inject inject) {
      checkInject(inject);
    } else if (rule instanceof Rule.Allow allow) {
      operands = allow.operands();
    } else if (rule instanceof Rule.Deny deny) {
      operands = deny.operands();
    }
    for (Operand operand : operands) {
      if (operand instanceof Operand.Group group) {
        usedGroups.add(group.text());
        if (usable.members(group.text()).isEmpty()) {
          problems.add(unknownGroup(group));
        }
      }
    }
  }

  private Problem unknownGroup(Operand.Group group) {
    boolean credential = group.text().equals(Groups.CREDENTIAL);
    return Problem.error(
        "unknown-group",
        group.position(),
        credential
            ? "`@credential` names no field: the provider has no profile"
            : "unknown group `" + group.text() + "`",
        "a rule about no name would pass or take nothing",
        credential
            ? "name the credential's field itself"
            : Suggestion.fix(group.text(), groups.names(), "groups"));
  }

  private void checkInject(Rule.Inject inject) {
    checkScheme(inject.scheme());
    if (inject.secret().isEmpty()) {
      return;
    }
    Positioned secret = inject.secret().get();
    usedSecrets.add(secret.text());
    if (!secrets.containsKey(secret.text())) {
      problems.add(
          Problem.error(
              "unknown-secret",
              secret.position(),
              "unknown secret `" + secret + "`",
              "no request can leave without its credential",
              Suggestion.fix(secret.text(), secrets.keySet(), "secrets")));
    }
  }

  private void checkScheme(Positioned scheme) {
    if (!plugIns.schemes().containsKey(scheme.text())) {
      problems.add(
          Problem.error(
              "unknown-scheme",
              scheme.position(),
              "no credential scheme `" + scheme + "` is installed",
              "without its scheme a credential can never be rendered",
              Suggestion.fix(scheme.text(), plugIns.schemes().keySet(), "installed schemes")));
    }
  }

  private void checkOnlyFor(Provider provider, Positioned injected) {
    String name = injected.text();
    SecretDeclaration secret = secrets.get(name);
    if (secret != null
        && !secret.onlyFor().isEmpty()
        && secret.onlyFor().stream().noneMatch(p -> p.text().equals(provider.name()))) {
      problems.add(
          Problem.error(
              "secret-outside-only-for",
              injected.position(),
              "secret `" + name + "` is not for provider `" + provider.name() + "`",
              "its declaration says `only-for` other providers; a secret goes nowhere else",
              "inject another secret, or add `" + provider.name() + "` to its `only-for`"));
    }
  }

  private void findUnused() {
    for (SecretDeclaration secret : policy.secrets()) {
      if (!usedSecrets.contains(secret.name())) {
        problems.add(
            Problem.warning(
                "unused-secret",
                secret.position(),
                "secret `" + secret.name() + "` is never injected",
                "a secret that nothing needs is a secret to lose",
                "inject it, or delete its declaration"));
      }
    }
    for (FieldGroup group : policy.groups()) {
      if (Groups.isBuiltIn(group.name())) {
        problems.add(
            Problem.error(
                "redefined-group",
                group.position(),
                "group `" + group.name() + "` is built in",
                "readers know what a built-in group holds; a file cannot change it",
                "choose another name"));
      } else if (!usedGroups.contains(group.name())) {
        problems.add(
            Problem.warning(
                "unused-group",
                group.position(),
                "group `" + group.name() + "` is used by no rule",
                "it decides nothing",
                "use it in an `allow` or `deny`, or delete it"));
      }
    }
  }
}
