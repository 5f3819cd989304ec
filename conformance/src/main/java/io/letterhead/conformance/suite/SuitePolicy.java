package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.SecretDeclaration;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import io.letterhead.policy.spi.SecretSource;
import java.util.Map;
import java.util.Optional;

/**
 * A policy that the suite gives to a transport: one provider, whose origin is told when it is used.
 * Immutable.
 *
 * @param rules what holds for the provider
 * @param carrier the field that carries callers' data; empty for none
 * @param secrets what the policy's secrets hold, by their names: stand-ins, which may be shown
 */
public record SuitePolicy(
    Rules rules, Optional<String> carrier, ImmutableMap<String, String> secrets) {

  /** The provider's name. */
  public static final String PROVIDER = "provider";

  /** The slot of the credential. */
  public static final String SLOT = "X-Api-Key";

  /** What the provider's credential is, in every policy that does not say otherwise. */
  public static final String CREDENTIAL = "letterhead-conformance-credential";

  /** The path of the provider's origin, below which everything stays. */
  public static final String BASE_PATH = "/base";

  private static final int MOST_COMPILED = 200;

  /** To compile takes longer than most checks; what comes of it is immutable. */
  private static final LoadingCache<Compiled, PolicyGeneration> COMPILED =
      CacheBuilder.newBuilder()
          .maximumSize(MOST_COMPILED)
          .build(CacheLoader.from(key -> key.policy().compiled(key.origin())));

  private static final String KEY = "key";
  private static final String SOURCE = "conformance";

  /** A policy that injects the credential, and does nothing else. */
  static final SuitePolicy ONLY_CREDENTIAL =
      new SuitePolicy(
          Rules.of(inject(SLOT, "raw")), Optional.empty(), ImmutableMap.of(KEY, CREDENTIAL));

  /** The policy that all core requirements are measured by: what any gateway can be told. */
  public static final SuitePolicy REFERENCE =
      new SuitePolicy(
          Rules.of(
              inject(SLOT, "raw"),
              new Rule.Allow(
                  ImmutableList.of(Operand.Name.of("X-Tag"), Operand.Glob.of("X-Trace-*")),
                  ImmutableList.of(),
                  Terms.IN_CODE),
              new Rule.Deny(ImmutableList.of(Operand.Name.of("X-Trace-Internal")), Terms.IN_CODE),
              new Rule.Rename(
                  Operand.Name.of("X-Tenant"),
                  Operand.Name.of("X-Tenant-ID"),
                  ImmutableList.of(),
                  Terms.IN_CODE),
              new Rule.Set(
                  Operand.Name.of("X-Request-Source"),
                  new WrittenValue.Fixed(Positioned.inCode("gateway")),
                  Terms.IN_CODE)),
          Optional.empty(),
          ImmutableMap.of(KEY, CREDENTIAL));

  public SuitePolicy {
    requireNonNull(rules, "rules");
    requireNonNull(carrier, "carrier");
    requireNonNull(secrets, "secrets");
  }

  /** A rule that injects the one secret. */
  public static Rule inject(String slot, String scheme) {
    return new Rule.Inject(
        Operand.Name.of(slot),
        Optional.of(Positioned.inCode(KEY)),
        Positioned.inCode(scheme),
        Optional.empty(),
        Terms.IN_CODE);
  }

  /** The same with one more rule. */
  public SuitePolicy with(Rule rule) {
    ImmutableList<Rule> more =
        ImmutableList.<Rule>builder().addAll(rules.request()).add(rule).build();
    return new SuitePolicy(new Rules(more, rules.response(), rules.reject()), carrier, secrets);
  }

  /** The same with another credential; empty for a secret that cannot be had. */
  public SuitePolicy credential(Optional<String> other) {
    return new SuitePolicy(
        rules, carrier, other.map(held -> ImmutableMap.of(KEY, held)).orElse(ImmutableMap.of()));
  }

  /** The model of it, for that origin. */
  Policy model(String origin) {
    return new Policy(
        ImmutableList.of(
            new SecretDeclaration(
                KEY, Positioned.inCode(SOURCE), KEY, ImmutableList.of(), Position.IN_CODE)),
        ImmutableList.of(),
        ImmutableList.of(),
        carrier.map(Operand.Name::of),
        new Rules(ImmutableList.of(), ImmutableList.of(), ImmutableSet.of()),
        ImmutableList.of(Provider.builder(PROVIDER, Origin.parse(origin)).rules(rules).build()));
  }

  /**
   * Compiled, with its secrets.
   *
   * @throws io.letterhead.policy.PolicyException if it does not load
   */
  PolicyGeneration generation(String origin) {
    return COMPILED.getUnchecked(new Compiled(this, origin));
  }

  private record Compiled(SuitePolicy policy, String origin) {}

  private PolicyGeneration compiled(String origin) {
    PlugIns plugIns =
        PlugIns.of(
            ImmutableList.of(new Held(secrets)),
            PlugIns.installed().schemes().values().asList(),
            ImmutableList.of());
    return PolicyGeneration.resolve(CompiledPolicy.compile(model(origin), plugIns), plugIns);
  }

  private record Held(Map<String, String> secrets) implements SecretSource {
    @Override
    public String name() {
      return SOURCE;
    }

    @Override
    public String read(String key) throws SecretUnusableException {
      String held = secrets.get(key);
      if (held == null) {
        throw new SecretUnusableException("there is none");
      }
      return held;
    }
  }
}
