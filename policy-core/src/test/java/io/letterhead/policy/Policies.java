package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.scheme.BasicScheme;
import io.letterhead.policy.scheme.BearerScheme;
import io.letterhead.policy.scheme.RawScheme;
import io.letterhead.policy.spi.SecretSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to write policies and requests in tests. */
final class Policies {

  private Policies() {}

  /** A source that holds what it is given; a key that it lacks is missing. */
  record MapSource(Map<String, String> held) implements SecretSource {
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

  static PlugIns plugIns(Map<String, String> secrets) {
    return PlugIns.of(
        List.of(new MapSource(secrets)),
        List.of(new BearerScheme(), new BasicScheme(), new RawScheme()),
        List.of(new Echoing()));
  }

  /** The first provider, compiled without the checks: every set of rules decides. */
  static ProviderPolicy compiledUnchecked(Policy policy) {
    PlugIns plugIns = plugIns(Map.of());
    RuleSet rules = RuleSet.of(policy, CustomRules.of(policy, plugIns)).get(0);
    return ProviderCompiler.compile(0, rules, policy, OwnedNames.of(policy), plugIns);
  }

  static Policy policy(Provider... providers) {
    return Policy.of(
        ImmutableList.of(secret("key"), secret("other-key")),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.copyOf(providers));
  }

  static SecretDeclaration secret(String name) {
    return new SecretDeclaration(
        name, Positioned.inCode("map"), name, ImmutableList.of(), Position.IN_CODE);
  }

  static Rule.Allow allow(String... operands) {
    return new Rule.Allow(operands(operands), ImmutableList.of(), Terms.IN_CODE);
  }

  static Rule.Allow allowOneOf(String operand, String... values) {
    return new Rule.Allow(
        operands(operand),
        ImmutableList.of(new Guard.OneOf(ImmutableSet.copyOf(values))),
        Terms.IN_CODE);
  }

  static Rule.Deny deny(String... operands) {
    return new Rule.Deny(operands(operands), Terms.IN_CODE);
  }

  static Rule.Rename rename(String from, String to) {
    return new Rule.Rename(
        Operand.Name.of(from), Operand.Name.of(to), ImmutableList.of(), Terms.IN_CODE);
  }

  static Rule.Set set(String name, String value) {
    return new Rule.Set(
        Operand.Name.of(name), new WrittenValue.Fixed(Positioned.inCode(value)), Terms.IN_CODE);
  }

  static Rule.Default fallback(String name, String value) {
    return new Rule.Default(Operand.Name.of(name), Positioned.inCode(value), Terms.IN_CODE);
  }

  static Rule.Inject inject(String name, String secret, String scheme) {
    return new Rule.Inject(
        Operand.Name.of(name),
        Optional.of(Positioned.inCode(secret)),
        Positioned.inCode(scheme),
        Optional.empty(),
        Terms.IN_CODE);
  }

  static Rule.Require require(String name) {
    return new Rule.Require(Operand.Name.of(name), Terms.IN_CODE);
  }

  static Operand operand(String text) {
    if (text.startsWith("@")) {
      return Operand.Group.of(text);
    }
    return text.indexOf('*') >= 0 ? Operand.Glob.of(text) : Operand.Name.of(text);
  }

  private static ImmutableList<Operand> operands(String... texts) {
    return Arrays.stream(texts).map(Policies::operand).collect(ImmutableList.toImmutableList());
  }
}
