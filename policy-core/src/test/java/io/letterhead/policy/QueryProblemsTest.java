package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.OTHER;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines about query parameters that would hold a credential, or that change nothing. */
class QueryProblemsTest {

  private static final Profile PROFILE =
      new Profile(
          "mine",
          1,
          Optional.empty(),
          Operand.Name.of("X-Slot"),
          Positioned.inCode("raw"),
          ImmutableSet.of(),
          ImmutableSet.of("pass.phrase"),
          ImmutableList.of(),
          OTHER);

  @ParameterizedTest
  @ValueSource(strings = {"key", "API.Key", "Pass-Phrase"})
  void aCredentialParameterMayBeAllowedButHasNoDefault(String name) {
    assertThat(check(policy(ImmutableList.of(here(name)))).problems()).isEmpty();
    assertProblem(
        check(policy(ImmutableList.of(), fallback(here(name)))),
        "credential-default-query",
        "`" + name + "` is a credential parameter");
  }

  @Test
  void anyOtherParameterMayHaveADefaultButNeedsNoAllow() {
    assertThat(check(policy(ImmutableList.of(), fallback(here("version")))).problems()).isEmpty();
    Compilation allowed = check(policy(ImmutableList.of(here("version"))));
    assertThat(allowed.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("unneeded-allow-query");
              assertThat(problem.message()).isEqualTo("`version` is no credential parameter");
              assertThat(problem.position()).isEqualTo(HERE);
              assertThat(problem.isError()).isFalse();
            });
    assertThat(allowed.policy()).isPresent();
  }

  @Test
  void aParameterHasOneDefaultHoweverItIsSpelled() {
    assertThat(
            check(
                    policy(
                        ImmutableList.of(),
                        fallback(here("api-version")),
                        fallback(here("api-versions"))))
                .problems())
        .isEmpty();
    assertProblem(
        check(
            policy(
                ImmutableList.of(),
                fallback(new Positioned("api-version", OTHER)),
                fallback(here("API_Version")))),
        "duplicate-query",
        "`API_Version` has two defaults");
  }

  private static Positioned here(String name) {
    return new Positioned(name, HERE);
  }

  private static QueryRules.Default fallback(Positioned name) {
    return new QueryRules.Default(name, Positioned.inCode("v"));
  }

  private static Policy policy(ImmutableList<Positioned> allow, QueryRules.Default... defaults) {
    return new Policy(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(PROFILE),
        Optional.empty(),
        Rules.NONE,
        ImmutableList.of(
            Provider.builder("p", Origin.parse("https://p.example"))
                .query(new QueryRules(allow, ImmutableList.copyOf(defaults)))
                .build()));
  }
}
