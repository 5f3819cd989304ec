package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.Footprint;
import io.letterhead.policy.spi.RuleVerb;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules of plug-ins that do not load: the compiler holds a footprint to what any rule is held to.
 */
class CustomRuleProblemsTest {

  private static Arguments footprint(
      String problem, String message, Callable<@Nullable Footprint> footprint, Rule... others) {
    return Arguments.of(
        problem, message, TestVerb.of(footprint, read -> ImmutableMap.of()), List.of(others));
  }

  private static Arguments writes(String name, String problem, String message, Rule... others) {
    return footprint(problem, message, () -> TestVerb.footprint(List.of(), name), others);
  }

  private static Arguments reads(String name, String problem, String message) {
    return footprint(problem, message, () -> TestVerb.footprint(List.of(name), "X-Out"));
  }

  static Stream<Arguments> footprints() {
    return Stream.of(
        writes(
            "Authorization",
            "sealed-target",
            "`Authorization` is sealed: a plug-in may not write it"),
        writes("x_api_key", "sealed-target", "`x_api_key` is sealed: a plug-in may not write it"),
        writes(
            "X-Forwarded-For",
            "sealed-target",
            "`X-Forwarded-For` is sealed: a plug-in may not write it"),
        writes("Host", "transport-owned", "`Host` belongs to the transport"),
        writes(
            "Sec-WebSocket-Key", "transport-owned", "`Sec-WebSocket-Key` belongs to the transport"),
        reads(
            "Authorization",
            "sealed-target",
            "`Authorization` is sealed: a plug-in may not read it"),
        reads("Cookie", "sealed-target", "`Cookie` is sealed: a plug-in may not read it"),
        reads("Connection", "transport-owned", "`Connection` belongs to the transport"),
        writes(
            "x.fixed",
            "two-writers",
            "`x.fixed` has two writers for `p`",
            Policies.set("X-Fixed", "v")),
        footprint(
            "bad-custom-rule",
            "this rule is refused: `X-In` is read and written"
                + " (expected: another name to read, or to write)",
            () -> TestVerb.footprint(List.of("X-In"), "x-in")),
        footprint(
            "bad-custom-rule",
            "this rule is refused: writes: none (expected: at least one)",
            () -> TestVerb.footprint(List.of("X-In"))),
        footprint(
            "bad-custom-rule", "this rule is refused: the plug-in gives no footprint", () -> null),
        footprint(
            "bad-custom-rule",
            "this rule is refused: the plug-in failed with java.lang.StackOverflowError",
            () -> {
              throw new StackOverflowError();
            }));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("footprints")
  void aFootprintThatIsNoRulesDoesNotLoad(
      String problem, String message, TestVerb verb, List<Rule> others) {
    Checked.assertProblem(verb.check(others.toArray(new Rule[0])), problem, message);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("returns null", "the plug-in gives no rule", null),
        Arguments.of(
            "says why",
            "no colour is `mauve`",
            new IllegalArgumentException("no colour is `mauve`")),
        Arguments.of("says nothing", "the plug-in gives no reason", new IllegalArgumentException()),
        Arguments.of(
            "fails",
            "the plug-in failed with java.lang.IllegalStateException",
            new IllegalStateException("of " + Exchange.KEY)),
        Arguments.of(
            "breaks",
            "the plug-in failed with java.lang.NoClassDefFoundError",
            new NoClassDefFoundError("com/acme/Missing")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aRuleThatThePlugInDoesNotMakeDoesNotLoad(
      String what, String reason, @Nullable Throwable thrown) {
    TestVerb verb =
        TestVerb.configuredBy(
            () -> {
              if (thrown instanceof Error error) {
                throw error;
              } else if (thrown != null) {
                throw (Exception) thrown;
              }
              return null;
            });

    Checked.assertProblem(verb.check(), "bad-custom-rule", "this rule is refused: " + reason);
  }

  @Test
  void aPlugInIsToldTheOperandAndEveryOption() {
    RuleVerb verb =
        new RuleVerb() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public Configured configure(String operand, ImmutableMap<String, String> options) {
            throw new IllegalArgumentException(operand + " " + options);
          }
        };
    Rule.Custom rule =
        new Rule.Custom(
            Positioned.inCode("test"),
            new Positioned("X-Out", Checked.HERE),
            ImmutableMap.of("from", Positioned.inCode("X-In"), "case", Positioned.inCode("upper")),
            Terms.at(Checked.OTHER));

    Checked.assertProblem(
        CompiledPolicy.check(Checked.policy(rule), PlugIns.of(List.of(), List.of(), List.of(verb))),
        "bad-custom-rule",
        "this rule is refused: X-Out {from=X-In, case=upper}");
  }

  @Test
  void aNameIsOnesOwnWhateverTheConditions() {
    Compilation twice =
        CompiledPolicy.check(
            Policies.policy(
                Provider.of(
                    "p",
                    "https://p.example",
                    TestVerb.rule(),
                    new Rule.Custom(
                        Positioned.inCode("test"),
                        new Positioned("other", Checked.HERE),
                        ImmutableMap.of(),
                        Terms.IN_CODE))),
            TestVerb.of(read -> ImmutableMap.of()).installed());

    assertThat(Checked.errors(twice)).extracting(Problem::name).containsExactly("two-writers");
  }

  @Test
  void everyNameOfAFootprintMayBeRequired() {
    TestVerb verb =
        TestVerb.of(
            () -> TestVerb.footprint(List.of("X-In"), "X-Out", "X-Too"), read -> ImmutableMap.of());

    assertThat(Checked.errors(verb.check(Policies.require("X-Out"), Policies.require("X-Too"))))
        .isEmpty();
    assertThat(Checked.errors(verb.check(Policies.require("X-In"))))
        .extracting(Problem::name)
        .containsExactly("never-holds");
  }

  @Test
  void aVerbThatIsNotInstalledListsThoseThatAre() {
    Compilation unknown =
        CompiledPolicy.check(
            Policies.policy(Provider.of("p", "https://p.example", Echoing.rule("X-Out", "X-In"))),
            TestVerb.of(read -> ImmutableMap.of()).installed());

    assertThat(Checked.errors(unknown))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("unknown-verb");
              assertThat(problem.fix()).isEqualTo("the installed verbs are `test`");
            });
  }

  @Test
  void aFootprintIsOfNamesThatDiffer() {
    assertThat(
            new Footprint(
                ImmutableSet.of(FieldName.of("X-In")), ImmutableSet.of(FieldName.of("X-Out"))))
        .isEqualTo(TestVerb.footprint(List.of("x_in"), "x_out"));
  }
}
