package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Short ways to write policies that read caller data, and requests that carry it. */
final class Carried {

  static final String CARRIER = "X-Provider-Data";

  /** The key of the fields. */
  static final String EXTRA = "extra";

  private Carried() {}

  /** A provider that reads the fields under {@link #EXTRA}, and these rules. */
  static Exchange under(Rule... rules) {
    return Exchange.under(policy(ImmutableSet.of(), rules));
  }

  /** The same, where such removals reject. */
  static Exchange rejecting(Removal removal, Rule... rules) {
    return Exchange.under(policy(ImmutableSet.of(removal), rules));
  }

  /** The same, without any secret. */
  static Exchange withoutSecrets(Rule... rules) {
    return Exchange.under(policy(ImmutableSet.of(), rules), Map.of());
  }

  static Policy policy(ImmutableSet<Removal> reject, Rule... rules) {
    return policy(
        Provider.builder("p", Origin.parse("https://p.example"))
            .dataHeaders(Positioned.inCode(EXTRA))
            .rules(new Rules(ImmutableList.copyOf(rules), ImmutableList.of(), reject))
            .build());
  }

  static Policy policy(Provider... providers) {
    return new Policy(
        ImmutableList.of(Policies.secret("key"), Policies.secret("other-key")),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.of(Operand.Name.of(CARRIER)),
        Rules.NONE,
        ImmutableList.copyOf(providers));
  }

  /** The line that carries an object, written with single quotes. */
  static String data(String json) {
    return CARRIER + ": " + json.replace('\'', '"');
  }

  static Rule.Set datum(String name, String key) {
    return datum(name, key, Condition.ALWAYS);
  }

  static Rule.Set datum(String name, String key, Condition when) {
    return new Rule.Set(
        Operand.Name.of(name),
        new WrittenValue.FromCallerData(Positioned.inCode(key)),
        terms(when));
  }

  /** A credential of which there is no secret. */
  static Rule.Inject brings(String slot, String scheme, Bring bring) {
    return inject(slot, scheme, Optional.empty(), bring, Condition.ALWAYS);
  }

  /** A credential whose secret is {@code key}. */
  static Rule.Inject mayBring(String slot, String scheme, Bring bring) {
    return mayBring(slot, scheme, bring, Condition.ALWAYS);
  }

  static Rule.Inject mayBring(String slot, String scheme, Bring bring, Condition when) {
    return inject(slot, scheme, Optional.of(Positioned.inCode("key")), bring, when);
  }

  static Bring field(String name) {
    return new Bring.Field(Operand.Name.of(name));
  }

  static Bring key(String name) {
    return new Bring.Data(Positioned.inCode(name));
  }

  static Condition at(String... methods) {
    return new Condition.Matching(
        Arrays.stream(methods).collect(ImmutableSet.toImmutableSet()),
        ImmutableSet.of(),
        ImmutableSet.of(),
        Position.IN_CODE);
  }

  static Condition otherwise() {
    return new Condition.Otherwise(Position.IN_CODE);
  }

  static Terms terms(Condition when) {
    return new Terms(Position.IN_CODE, "", when);
  }

  private static Rule.Inject inject(
      String slot, String scheme, Optional<Positioned> secret, Bring bring, Condition when) {
    return new Rule.Inject(
        Operand.Name.of(slot), secret, Positioned.inCode(scheme), Optional.of(bring), terms(when));
  }
}
