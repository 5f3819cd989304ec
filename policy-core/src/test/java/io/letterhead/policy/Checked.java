package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Policies to be checked, in which the word that a problem is about stands {@link #HERE} and all
 * else elsewhere.
 */
final class Checked {

  static final Position HERE = at(7);
  static final Position OTHER = at(3);
  static final PlugIns PLUG_INS = Policies.plugIns(Map.of("key", "s3cr3t"));

  private Checked() {}

  static Compilation check(Policy policy) {
    return CompiledPolicy.check(policy, PLUG_INS);
  }

  static List<Problem> errors(Compilation compilation) {
    return compilation.problems().stream().filter(Problem::isError).toList();
  }

  /** That this is the only error, that it is about what stands here, and that nothing loaded. */
  static void assertProblem(Compilation compilation, String name, String message) {
    assertThat(errors(compilation))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo(name);
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.position()).isEqualTo(HERE);
              assertThat(problem.why()).isNotBlank();
              assertThat(problem.fix()).isNotBlank();
            });
    assertThat(compilation.policy()).isEmpty();
  }

  static Arguments one(String name, String message, Rule... rules) {
    return Arguments.of(name, message, List.of(rules));
  }

  static Arguments loads(String why, Rule... rules) {
    return Arguments.of(why, List.of(rules));
  }

  static Position at(int line) {
    return new Position("policy.yaml", line, 1, 5);
  }

  static Operand.Name nameAt(String name, int line) {
    return new Operand.Name(FieldName.of(name), at(line));
  }

  static Operand.Name name(String name) {
    return nameAt(name, 7);
  }

  static Operand operandHere(String text) {
    if (text.startsWith("@")) {
      return new Operand.Group(text, HERE);
    }
    return text.indexOf('*') >= 0 ? new Operand.Glob(text, HERE) : name(text);
  }

  static ImmutableList<Operand> names(Operand... operands) {
    return ImmutableList.copyOf(operands);
  }

  static Rule allowHere(String operand) {
    return new Rule.Allow(names(operandHere(operand)), ImmutableList.of(), Terms.at(OTHER));
  }

  static Rule denyHere(String operand) {
    return new Rule.Deny(names(operandHere(operand)), Terms.at(OTHER));
  }

  static Rule setHere(String name) {
    return new Rule.Set(
        name(name), new WrittenValue.Fixed(Positioned.inCode("v")), Terms.at(OTHER));
  }

  static Rule fallbackHere(String name) {
    return new Rule.Default(name(name), Positioned.inCode("v"), Terms.at(OTHER));
  }

  static Rule renameFromHere(String from, String to) {
    return new Rule.Rename(name(from), Operand.Name.of(to), ImmutableList.of(), Terms.at(OTHER));
  }

  static Rule renameToHere(String from, String to) {
    return new Rule.Rename(Operand.Name.of(from), name(to), ImmutableList.of(), Terms.at(OTHER));
  }

  static Rule requireHere(String name) {
    return new Rule.Require(name(name), Terms.at(OTHER));
  }

  static Rule injectHere(String name) {
    return new Rule.Inject(
        name(name),
        Optional.of(Positioned.inCode("key")),
        Positioned.inCode("raw"),
        Optional.empty(),
        Terms.at(OTHER));
  }

  static SecretDeclaration secret(String source, String... onlyFor) {
    return new SecretDeclaration(
        "key",
        Positioned.inCode(source),
        "key",
        Arrays.stream(onlyFor).map(Positioned::inCode).collect(ImmutableList.toImmutableList()),
        OTHER);
  }

  static Provider provider(String name, String origin, boolean cleartext, Rule... rules) {
    return Provider.builder(name, Origin.parse(origin))
        .cleartext(cleartext)
        .rules(Rules.of(rules))
        .positions(OTHER, HERE)
        .build();
  }

  static Policy policy(Rule... rules) {
    return policy(List.of(rules));
  }

  static Policy policy(List<Rule> rules) {
    return shared(List.of(), Provider.of("p", "https://p.example", rules.toArray(Rule[]::new)));
  }

  /** Declares the secret {@code key} only if it is injected, so that nothing is unused. */
  static Policy shared(List<Rule> rules, Provider... providers) {
    boolean injects =
        Stream.concat(
                rules.stream(), Arrays.stream(providers).flatMap(p -> p.rules().request().stream()))
            .anyMatch(Rule.Inject.class::isInstance);
    return Policy.of(
        injects ? ImmutableList.of(Policies.secret("key")) : ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.copyOf(rules),
        ImmutableList.copyOf(providers));
  }

  static Policy withSecret(SecretDeclaration secret, Provider... providers) {
    return Policy.of(
        ImmutableList.of(secret),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.copyOf(providers));
  }

  static Policy withGroup(FieldGroup group, Rule... rules) {
    return Policy.of(
        ImmutableList.of(),
        ImmutableList.of(group),
        ImmutableList.of(),
        ImmutableList.of(Provider.of("p", "https://p.example", rules)));
  }
}
