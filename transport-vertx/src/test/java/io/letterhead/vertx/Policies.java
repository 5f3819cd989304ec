package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Operand;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.SecretDeclaration;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.Terms;
import io.letterhead.policy.spi.SecretSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies built in code, with secrets that a map holds. */
final class Policies {

  /** The secret of {@link #anthropic}. */
  static final String SECRET = "sk-canary-4f2a8b6c1d";

  private Policies() {}

  /** The provider {@code anthropic}: its key injected, {@code anthropic-beta} allowed. */
  static PolicyGeneration anthropic(String origin) {
    return resolve(anthropicPolicy(origin), Map.of("anthropic-key", SECRET));
  }

  static Policy anthropicPolicy(String origin) {
    return policy(
        List.of("anthropic-key"),
        provider(
            "anthropic", origin, inject("x-api-key", "anthropic-key"), allow("anthropic-beta")));
  }

  static PolicyGeneration generation(Map<String, String> secrets, Provider... providers) {
    return resolve(policy(secrets.keySet(), providers), secrets);
  }

  private static Policy policy(Collection<String> secrets, Provider... providers) {
    return Policy.of(
        secrets.stream().sorted().map(Policies::declared).collect(ImmutableList.toImmutableList()),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.copyOf(providers));
  }

  /** Without the secrets that the map does not hold. */
  static PolicyGeneration resolve(Policy policy, Map<String, String> secrets) {
    PlugIns plugIns =
        PlugIns.of(
            ImmutableList.of(new MapSource(ImmutableMap.copyOf(secrets))),
            PlugIns.installed().schemes().values().asList(),
            ImmutableList.of());
    return PolicyGeneration.resolve(CompiledPolicy.compile(policy, plugIns), plugIns);
  }

  static SecretDeclaration declared(String name) {
    return new SecretDeclaration(
        name, Positioned.inCode("map"), name, ImmutableList.of(), Position.IN_CODE);
  }

  static Provider provider(String name, String origin, Rule... rules) {
    return Provider.of(name, origin, rules);
  }

  static Provider cleartext(Provider provider) {
    return Provider.builder(provider.name(), provider.origin())
        .cleartext(true)
        .rules(provider.rules())
        .build();
  }

  static Rule inject(String name, String secret) {
    return new Rule.Inject(
        Operand.Name.of(name),
        Optional.of(Positioned.inCode(secret)),
        Positioned.inCode("raw"),
        Optional.empty(),
        Terms.IN_CODE);
  }

  static Rule allow(String... names) {
    return new Rule.Allow(
        Arrays.stream(names)
            .map(
                name ->
                    (Operand) (name.contains("*") ? Operand.Glob.of(name) : Operand.Name.of(name)))
            .collect(ImmutableList.toImmutableList()),
        ImmutableList.of(),
        Terms.IN_CODE);
  }

  private record MapSource(ImmutableMap<String, String> held) implements SecretSource {

    @Override
    public String name() {
      return "map";
    }

    @Override
    public String read(String key) throws SecretUnusableException {
      String found = held.get(key);
      if (found == null) {
        throw new SecretUnusableException("there is none");
      }
      return found;
    }
  }
}
