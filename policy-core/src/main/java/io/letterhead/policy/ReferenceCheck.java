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
    policy.rules().forEach(check::checkRule);
    for (Provider provider : policy.providers()) {
      for (Rule rule : provider.rules()) {
        check.checkRule(rule);
        if (rule instanceof Rule.Inject inject) {
          check.checkOnlyFor(provider, inject);
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

  private void checkRule(Rule rule) {
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
        if (groups.members(group.text()).isEmpty()) {
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
    String scheme = inject.scheme().text();
    if (!plugIns.schemes().containsKey(scheme)) {
      problems.add(
          Problem.error(
              "unknown-scheme",
              inject.scheme().position(),
              "no credential scheme `" + scheme + "` is installed",
              "without its scheme a credential can never be rendered",
              Suggestion.fix(scheme, plugIns.schemes().keySet(), "installed schemes")));
    }
    String name = inject.secret().text();
    usedSecrets.add(name);
    if (!secrets.containsKey(name)) {
      problems.add(
          Problem.error(
              "unknown-secret",
              inject.secret().position(),
              "unknown secret `" + name + "`",
              "no request can leave without its credential",
              Suggestion.fix(name, secrets.keySet(), "secrets")));
    }
  }

  private void checkOnlyFor(Provider provider, Rule.Inject inject) {
    String name = inject.secret().text();
    SecretDeclaration secret = secrets.get(name);
    if (secret != null
        && !secret.onlyFor().isEmpty()
        && secret.onlyFor().stream().noneMatch(p -> p.text().equals(provider.name()))) {
      problems.add(
          Problem.error(
              "secret-outside-only-for",
              inject.secret().position(),
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
