package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.OTHER;
import static io.letterhead.policy.Checked.allowHere;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.at;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.denyHere;
import static io.letterhead.policy.Checked.errors;
import static io.letterhead.policy.Checked.one;
import static io.letterhead.policy.Checked.policy;
import static io.letterhead.policy.Checked.secret;
import static io.letterhead.policy.Checked.withGroup;
import static io.letterhead.policy.Checked.withSecret;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.operand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy names is there, and what is there is named. */
class ReferenceProblemsTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        one("unknown-group", "unknown group `@nope`", allowHere("@nope")),
        one("unknown-group", "unknown group `@trace`", denyHere("@trace")),
        one(
            "unknown-group",
            "`@credential` names no field: the provider has no profile",
            allowHere("@credential")),
        one(
            "unknown-scheme",
            "no credential scheme `bearrer` is installed",
            new Rule.Inject(
                Operand.Name.of("X-K"),
                Optional.of(Positioned.inCode("key")),
                new Positioned("bearrer", HERE),
                Optional.empty(),
                Terms.at(OTHER))),
        one(
            "unknown-secret",
            "unknown secret `kay`",
            new Rule.Inject(
                Operand.Name.of("X-K"),
                Optional.of(new Positioned("kay", HERE)),
                Positioned.inCode("raw"),
                Optional.empty(),
                Terms.at(OTHER))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aNameOfWhatIsNotThereDoesNotLoad(String name, String message, List<Rule> rules) {
    assertProblem(check(policy(rules)), name, message);
  }

  @Test
  void aSecretGoesToNoProviderThatItIsNotFor() {
    Provider vllm =
        Provider.of(
            "vllm",
            "https://vllm.example",
            new Rule.Inject(
                Operand.Name.of("X-K"),
                Optional.of(new Positioned("key", HERE)),
                Positioned.inCode("raw"),
                Optional.empty(),
                Terms.at(OTHER)));
    Provider openai = Provider.of("openai", "https://openai.example", inject("X-K", "key", "raw"));

    assertProblem(
        check(withSecret(secret("map", "openai"), vllm, openai)),
        "secret-outside-only-for",
        "secret `key` is not for provider `vllm`");
    assertThat(check(withSecret(secret("map", "openai", "vllm"), vllm, openai)).problems())
        .isEmpty();
    assertThat(check(withSecret(secret("map"), vllm, openai)).problems()).isEmpty();
  }

  @Test
  void anUnknownProviderOrSourceOfASecretDoesNotLoad() {
    Provider openai = Provider.of("openai", "https://openai.example", inject("X-K", "key", "raw"));

    assertThat(errors(check(withSecret(secret("map", "openai", "openia"), openai))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("unknown-provider");
              assertThat(problem.message()).isEqualTo("unknown provider `openia`");
              assertThat(problem.fix()).isEqualTo("did you mean `openai`?");
            });
    assertThat(errors(check(withSecret(secret("vault"), openai))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("unknown-source");
              assertThat(problem.message()).isEqualTo("no secret source `vault` is installed");
              assertThat(problem.fix()).contains("`map`");
            });
  }

  @Test
  void whatIsDeclaredAndNotUsedIsAWarning() {
    Policy policy =
        Policy.of(
            ImmutableList.of(
                new SecretDeclaration(
                    "spare", Positioned.inCode("map"), "spare", ImmutableList.of(), at(2))),
            ImmutableList.of(new FieldGroup("@spare", ImmutableList.of(operand("X-A")), at(4))),
            ImmutableList.of(),
            ImmutableList.of(Provider.of("p", "https://p.example")));

    assertThat(check(policy).problems())
        .extracting(Problem::severity, Problem::name, Problem::message, Problem::position)
        .containsExactly(
            tuple(
                Problem.Severity.WARNING,
                "unused-secret",
                "secret `spare` is never injected",
                at(2)),
            tuple(
                Problem.Severity.WARNING,
                "unused-group",
                "group `@spare` is used by no rule",
                at(4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@message", "@tracing", "@conditional", "@sdk", "@mcp", "@credential"})
  void aBuiltInGroupIsNotRedefined(String name) {
    Policy policy =
        withGroup(new FieldGroup(name, ImmutableList.of(operand("X-A")), HERE), deny("X-B"));

    assertProblem(check(policy), "redefined-group", "group `" + name + "` is built in");
  }

  @Test
  void aProfilesSchemeIsOneThatIsInstalled() {
    Profile profile =
        new Profile(
            "mine",
            1,
            Optional.empty(),
            Operand.Name.of("X-Slot"),
            new Positioned("bearr", HERE),
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableList.of(),
            Checked.OTHER);
    Policy policy =
        new Policy(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(profile),
            Optional.empty(),
            Rules.NONE,
            ImmutableList.of(Provider.of("p", "https://p.example")));

    assertProblem(check(policy), "unknown-scheme", "no credential scheme `bearr` is installed");
  }

  @Test
  void theGroupOfCredentialsIsOneOfAProviderWithAProfile() {
    assertThat(errors(check(Checked.policy(Checked.denyHere("@credential")))))
        .filteredOn(problem -> problem.name().equals("unknown-group"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo("`@credential` names no field: the provider has no profile");
              assertThat(problem.fix()).isEqualTo("name the credential's field itself");
            });
    assertThat(errors(check(Checked.policy(Checked.denyHere("@tracin")))))
        .filteredOn(problem -> problem.name().equals("unknown-group"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo("unknown group `@tracin`");
              assertThat(problem.fix()).isEqualTo("did you mean `@tracing`?");
            });
  }

  @Test
  void anInjectForEveryProviderIsCheckedForWhatItNamesToo() {
    Rule shared = inject("X-K", "nope", "bearr");
    Provider provider = Provider.of("p", "https://p.example");

    assertThat(errors(check(Checked.shared(List.of(shared), provider))))
        .extracting(Problem::name)
        .containsExactlyInAnyOrder("shared-inject", "unknown-secret", "unknown-scheme");
  }

  @Test
  void aSecretThatIsInjectedForEveryProviderIsNotCalledUnused() {
    Rule shared = inject("X-K", "key", "raw");
    Provider provider = Provider.of("p", "https://p.example");

    assertThat(check(Checked.shared(List.of(shared), provider)).problems())
        .extracting(Problem::name)
        .containsExactly("shared-inject");
  }
}
