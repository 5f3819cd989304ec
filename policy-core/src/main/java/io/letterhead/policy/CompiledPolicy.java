package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy that has been compiled and found to keep its guarantees. Immutable, safe for use by
 * several threads; knows no secret: {@link PolicyGeneration} joins it with its secrets.
 */
public final class CompiledPolicy {

  /** The most states that the providers of a policy may need together: what bounds its memory. */
  static final int MAX_ALL_STATES = 400_000;

  private final ImmutableMap<String, ProviderPolicy> providers;
  private final Policy policy;
  private final ImmutableMap<String, SecretDeclaration> secrets;
  private final ImmutableList<Problem> warnings;

  private CompiledPolicy(
      ImmutableMap<String, ProviderPolicy> providers,
      Policy policy,
      ImmutableList<Problem> warnings) {
    this.providers = providers;
    this.policy = policy;
    this.secrets = secrets(policy);
    this.warnings = warnings;
  }

  /**
   * Compiles a policy that must be good.
   *
   * @throws NullPointerException if an argument is null
   * @throws PolicyException with every problem, if one is an error
   */
  public static CompiledPolicy compile(Policy policy, PlugIns plugIns) {
    Compilation compilation = check(policy, plugIns);
    return compilation.policy().orElseThrow(() -> new PolicyException(compilation.problems()));
  }

  /**
   * Compiles a policy and says all that is wrong with it.
   *
   * @throws NullPointerException if an argument is null
   */
  public static Compilation check(Policy policy, PlugIns plugIns) {
    requireNonNull(policy, "policy");
    requireNonNull(plugIns, "plugIns");
    CustomRules verbs = CustomRules.of(policy, plugIns);
    ImmutableList<RuleSet> rules = RuleSet.of(policy, verbs);
    OwnedNames owned = OwnedNames.of(policy);
    List<Problem> problems = new ArrayList<>(verbs.problems());
    problems.addAll(ReferenceCheck.problems(policy, plugIns));
    problems.addAll(OwnershipCheck.problems(policy, owned, verbs));
    problems.addAll(CallerDataCheck.problems(policy, owned));
    problems.addAll(QueryCheck.problems(policy));
    problems.addAll(OriginCheck.problems(policy));
    ImmutableList<ProviderPolicy> providers = providers(policy, rules, owned, plugIns, problems);
    if (providers.size() == policy.providers().size()) {
      problems.addAll(ConditionCheck.problems(policy, providers));
      problems.addAll(WriterCheck.problems(providers));
      problems.addAll(ReachabilityCheck.problems(policy, owned, providers));
      problems.addAll(RequirementCheck.problems(policy, providers));
      problems.addAll(ResponseCheck.problems(policy, providers));
      if (problems.stream().noneMatch(Problem::isError)) {
        problems.addAll(Proof.problems(policy, providers));
      }
    }
    ImmutableList<Problem> found =
        problems.stream().distinct().sorted(Problem.ORDER).collect(ImmutableList.toImmutableList());
    return new Compilation(
        found,
        found.stream().anyMatch(Problem::isError)
            ? Optional.empty()
            : Optional.of(new CompiledPolicy(byName(providers), policy, found)));
  }

  /** What is said but keeps nothing from loading. */
  public ImmutableList<Problem> warnings() {
    return warnings;
  }

  /** The providers by name, in the file's order. */
  public ImmutableMap<String, ProviderPolicy> providers() {
    return providers;
  }

  /** The field that carries callers' data; empty where there is none. */
  public Optional<FieldName> carrier() {
    return policy.carrier().map(Operand.Name::name);
  }

  /**
   * What makes no sense where no caller is ever authenticated: conditions on callers, which would
   * hold for no request. To be asked at start by whoever serves without authentication; empty where
   * the policy does without callers.
   */
  public ImmutableList<Problem> withoutCallers() {
    return CallerConditions.problems(policy);
  }

  /**
   * What makes no sense where callers are authenticated: a caller's credential that may be brought
   * in {@code Authorization} or in the slot of the provider's profile, which hold what
   * authenticates the caller. To be asked at start by whoever authenticates; empty where there is
   * no such rule.
   */
  public ImmutableList<Problem> withCallers() {
    return CallerConditions.brought(policy);
  }

  /**
   * What the secrets are looked up by in a source: for {@code file}, the files to be watched.
   *
   * @param source the source's name, such as {@code file}
   * @throws NullPointerException if {@code source} is null
   */
  public ImmutableSet<String> keysIn(String source) {
    requireNonNull(source, "source");
    return secrets.values().stream()
        .filter(secret -> secret.source().text().equals(source))
        .map(SecretDeclaration::key)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The version of the reserved names that this engine ships. */
  public static int reservedVersion() {
    return NameLists.RESERVED.version();
  }

  ImmutableMap<String, SecretDeclaration> secrets() {
    return secrets;
  }

  private static ImmutableList<ProviderPolicy> providers(
      Policy policy,
      ImmutableList<RuleSet> rules,
      OwnedNames owned,
      PlugIns plugIns,
      List<Problem> problems) {
    ImmutableList.Builder<ProviderPolicy> compiled = ImmutableList.builder();
    long states = 0;
    for (int i = 0; i < rules.size(); i++) {
      Provider provider = rules.get(i).provider();
      try {
        ProviderPolicy next = ProviderCompiler.compile(i, rules.get(i), policy, owned, plugIns);
        states += next.labels().states();
        if (states > MAX_ALL_STATES) {
          throw new AutomatonBuilder.TooManyStatesException(
              MAX_ALL_STATES, "states, together with the providers before it");
        }
        compiled.add(next);
      } catch (AutomatonBuilder.TooManyStatesException e) {
        problems.add(
            Problem.error(
                "too-many-states",
                provider.position(),
                "the rules of `" + provider.name() + "` need " + e.getMessage(),
                "a policy is decided for every possible name, never approximated",
                "use fewer globs with a run before their end, such as `*-a` or `*a*b*`"));
        break; // the other providers share rules with it: each would take as long
      } catch (RequestClasses.TooManyClassesException e) {
        problems.add(
            Problem.error(
                "too-many-classes",
                provider.position(),
                "the conditions of `" + provider.name() + "` make " + e.getMessage(),
                "a policy is decided for every kind of request, never approximated",
                "use fewer different `when` conditions"));
      }
    }
    return compiled.build();
  }

  private static ImmutableMap<String, ProviderPolicy> byName(List<ProviderPolicy> providers) {
    return providers.stream()
        .collect(ImmutableMap.toImmutableMap(ProviderPolicy::name, provider -> provider));
  }

  private static ImmutableMap<String, SecretDeclaration> secrets(Policy policy) {
    return policy.secrets().stream()
        .collect(ImmutableMap.toImmutableMap(SecretDeclaration::name, secret -> secret));
  }
}
