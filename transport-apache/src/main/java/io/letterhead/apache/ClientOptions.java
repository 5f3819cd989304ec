package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Bring;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What both builders are told. For one thread. */
final class ClientOptions {

  private final Supplier<PolicyGeneration> policies;
  private final List<CallerField> fields = new ArrayList<>();
  private boolean elsewhere;

  ClientOptions(Supplier<PolicyGeneration> policies) {
    this.policies = requireNonNull(policies, "policies");
  }

  void add(String name, String value) {
    fields.add(CallerField.of(name, value));
  }

  void sendElsewhere() {
    elsewhere = true;
  }

  /**
   * What the client enforces.
   *
   * @throws IllegalStateException if a field of the client could leave for no provider
   */
  Enforcement enforcement() {
    PrintingLoggers.warn();
    PolicyGeneration generation = requireNonNull(policies.get(), "policies");
    fields.forEach(field -> requirePassing(field, generation));
    return new Enforcement(policies, ImmutableList.copyOf(fields), elsewhere);
  }

  private void requirePassing(CallerField field, PolicyGeneration generation) {
    String name = field.name().spelled();
    boolean passes =
        generation.policy().providers().values().stream().anyMatch(p -> mayPass(p, name));
    if (!passes && !elsewhere) {
      throw new IllegalStateException(
          "header `"
              + name
              + "`: no provider's rules take it from a caller;"
              + " add an `allow` to the policy, or delete the header here");
    }
  }

  /**
   * Whether a caller's field of the name can leave, as it is or renamed, or is a credential that
   * the policy takes.
   */
  private static boolean mayPass(ProviderPolicy provider, String name) {
    return provider.ownerOf(name) == Owner.CALLER
        ? provider.shortestLeaving(name).isPresent()
            || rules(provider, name).anyMatch(Rule.Rename.class::isInstance)
        : rules(provider, name).anyMatch(rule -> isBrought(rule, name));
  }

  private static Stream<Rule> rules(ProviderPolicy provider, String name) {
    return provider.deciding(name).stream().flatMap(cause -> cause.rule().stream());
  }

  private static boolean isBrought(Rule rule, String name) {
    return rule instanceof Rule.Inject inject
        && inject.bring().orElse(null) instanceof Bring.Field field
        && field.name().name().folded().equals(FieldName.fold(name));
  }
}
