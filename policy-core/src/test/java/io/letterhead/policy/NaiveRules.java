package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Operand.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the language says of a provider's rules, written down a second time in the plainest way:
 * which of them there are, which hold for a request, and what they name. Linear scans, no tables.
 */
final class NaiveRules {

  final Policy policy;
  final Provider provider;

  /** The file's rules and the provider's. */
  final List<Rule> file;

  /** Those, and what the provider's profile adds to them. */
  final List<Rule> request;

  final List<Rule> response;
  private final Set<String> sealed;

  NaiveRules(Policy policy, Provider provider) {
    this.policy = policy;
    this.provider = provider;
    this.file = concat(policy.rules().request(), provider.rules().request());
    this.request = concat(file, companions());
    this.response = concat(policy.rules().response(), provider.rules().response());
    this.sealed = sealed();
  }

  /** The rules that hold for a request with this canonical path. */
  List<Rule> holding(Asked asked, String path) {
    return request.stream().filter(rule -> holds(request, rule, asked, path)).toList();
  }

  /** Whether a rule, of all of its kind, holds for a request with this canonical path. */
  static boolean holds(List<Rule> kind, Rule rule, Asked asked, String path) {
    if (rule.when() instanceof Condition.Otherwise) {
      return kind.stream()
          .filter(other -> !(other.when() instanceof Condition.Otherwise))
          .filter(other -> !(other instanceof Rule.Require) || rule instanceof Rule.Require)
          .filter(other -> names(other).stream().anyMatch(names(rule)::contains))
          .noneMatch(other -> holds(kind, other, asked, path));
    }
    return !(rule.when() instanceof Condition.Matching when)
        || ((when.methods().isEmpty() || when.methods().contains(asked.method()))
            && (when.callers().isEmpty() || when.callers().contains(asked.caller()))
            && (when.paths().isEmpty()
                || when.paths().stream().anyMatch(p -> matches(p.text(), path))));
  }

  /** All that a rule names. */
  static Set<String> names(Rule rule) {
    Set<String> names = new HashSet<>();
    writes(rule).forEach(name -> names.add(folded(name)));
    for (Operand operand : operands(rule)) {
      if (operand instanceof Name name) {
        names.add(folded(name));
      } else if (operand instanceof Operand.Glob glob) {
        names.add("glob " + NaiveNames.foldGlob(glob.text()));
      } else {
        names.add("group " + operand.text());
      }
    }
    return names;
  }

  private static List<Operand> operands(Rule rule) {
    if (rule instanceof Rule.Allow allow) {
      return allow.operands();
    } else if (rule instanceof Rule.Deny deny) {
      return deny.operands();
    } else if (rule instanceof Rule.Rename rename) {
      return List.of(rename.from());
    } else if (rule instanceof Rule.Require require) {
      return List.of(require.name());
    }
    return List.of();
  }

  /** The names that a rule writes. */
  static List<Name> writes(Rule rule) {
    if (rule instanceof Rule.Set set) {
      return List.of(set.name());
    } else if (rule instanceof Rule.Default fallback) {
      return List.of(fallback.name());
    } else if (rule instanceof Rule.Inject inject) {
      return List.of(inject.name());
    } else if (rule instanceof Rule.Rename rename) {
      return List.of(rename.to());
    } else if (rule instanceof Rule.Custom echo) {
      return List.of(Name.of(echo.operand().text()));
    }
    return List.of();
  }

  /** Whether an operand names, or its pattern matches, a folded name. */
  boolean matches(Operand operand, String folded) {
    if (operand instanceof Name name) {
      return folded(name).equals(folded);
    } else if (operand instanceof Operand.Glob glob) {
      return NaiveNames.matches(glob.text(), folded);
    }
    return Stream.concat(
                policy.groups().stream()
                    .filter(group -> group.name().equals(operand.text()))
                    .flatMap(group -> group.members().stream()),
                operand.text().equals("@credential")
                    ? provider.profile().stream().flatMap(profile -> profile.slots().stream())
                    : Stream.of())
            .anyMatch(member -> matches(member, folded))
        || NaiveNames.group(operand.text()).stream()
            .anyMatch(member -> NaiveNames.matches(member, folded));
  }

  /** The policy owns the name: in every request, whatever the rules' conditions. */
  boolean isSealed(String folded) {
    return NaiveNames.isIn("reserved.txt", "credential", folded)
        || NaiveNames.isIn("reserved.txt", "claim", folded)
        || sealed.contains(folded);
  }

  /** What is the policy's beside what is reserved. */
  private Set<String> sealed() {
    List<Name> names = new ArrayList<>();
    policy.carrier().ifPresent(names::add);
    policy.profiles().forEach(profile -> names.addAll(profile.slots()));
    for (Provider any : policy.providers()) {
      any.rules().request().forEach(rule -> names.addAll(bringField(rule)));
    }
    file.stream()
        .filter(rule -> !(rule instanceof Rule.Default))
        .forEach(rule -> names.addAll(writes(rule)));
    return names.stream().map(NaiveRules::folded).collect(Collectors.toSet());
  }

  /** The field in which a rule lets a caller bring a credential, if any. */
  static List<Name> bringField(Rule rule) {
    return rule instanceof Rule.Inject inject
            && inject.bring().orElse(null) instanceof Bring.Field field
        ? List.of(field.name())
        : List.of();
  }

  static String folded(Name name) {
    return NaiveNames.fold(name.name().spelled());
  }

  private static boolean matches(String pattern, String path) {
    String spelled = path.replace("%2f", "%2F");
    return pattern.endsWith("*")
        ? spelled.startsWith(pattern.substring(0, pattern.length() - 1))
        : spelled.equals(pattern);
  }

  /** What the profile adds: for names that no rule of the file decides in its own way. */
  private List<Rule> companions() {
    List<Rule> left = new ArrayList<>();
    for (Rule companion :
        provider
            .profile()
            .map(Profile::companions)
            .<List<Rule>>map(List::copyOf)
            .orElse(List.of())) {
      if (companion instanceof Rule.Default fallback && isFree(folded(fallback.name()))) {
        left.add(companion);
      } else if (companion instanceof Rule.Allow allow) {
        List<Operand> free =
            allow.operands().stream().filter(o -> isFree(NaiveNames.fold(o.text()))).toList();
        if (!free.isEmpty()) {
          left.add(new Rule.Allow(ImmutableList.copyOf(free), allow.guards(), allow.terms()));
        }
      }
    }
    return left;
  }

  private boolean isFree(String folded) {
    if (NaiveNames.isIn("exact-only.txt", "exact-only", folded)) {
      return false; // the line that lets it pass is to stand in the policy
    }
    for (Rule rule : file) {
      boolean named = names(rule).contains(folded) && !(rule instanceof Rule.Require);
      boolean denied =
          rule instanceof Rule.Deny deny
              && deny.operands().stream().anyMatch(operand -> matches(operand, folded));
      if (named || denied) {
        return false;
      }
    }
    return true;
  }

  private static List<Rule> concat(List<Rule> one, List<Rule> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
