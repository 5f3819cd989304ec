package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Cause;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Problem;
import io.letterhead.policy.Removal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fields that go with a provider: there unless the policy says otherwise, and never in its way.
 */
class ProfileCompanionsTest {

  @Test
  void aDefaultAppliesWhereTheCallerSendsNone() {
    CompiledPolicy policy = anthropic("");

    assertThat(version(policy)).containsExactly("anthropic-version: 2023-06-01");
    assertThat(version(policy, "Anthropic-Version: 2099-01-01"))
        .containsExactly("anthropic-version: 2099-01-01");
  }

  @Test
  void anAllowLetsTheCallersFieldPass() {
    assertThat(Sent.under(anthropic(""), "p", "/", "anthropic-beta: a").fields())
        .contains("anthropic-beta: a");
    assertThat(Sent.under(anthropic(""), "p", "/", "X-Other: a").removed())
        .containsEntry("X-Other", Removal.UNLISTED);
  }

  @Test
  void theProfileIsTheReason() {
    assertThat(Sent.provider(anthropic(""), "p").writing("anthropic-version"))
        .extracting(Cause::summary)
        .containsExactly("anthropic@1: default anthropic-version");
    assertThat(Sent.provider(anthropic(""), "p").deciding("anthropic-beta"))
        .extracting(Cause::summary)
        .containsExactly("anthropic@1: allow anthropic-beta");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ set: anthropic-version, to: mine }                      | mine",
        "{ set: Anthropic_Version, to: mine }                      | mine",
        "{ default: anthropic-version, to: mine }                  | theirs",
        "{ rename: X-Version, to: anthropic-version }              |",
        "{ rename: anthropic-version, to: X-Version }              |",
        "{ deny: anthropic-version }                               |",
        "{ deny: anthropic-* }                                     |",
        "{ deny: '*' }                                             |",
        "{ allow: anthropic-version }                              | theirs",
        "{ allow: anthropic-version, one-of: [theirs, other] }     | theirs",
        "{ set: anthropic-version, to: mine, when: { methods: [PUT] } } |",
      })
  void aRuleOfThePolicyReplacesIt(String rule, String value) {
    CompiledPolicy policy = anthropic("- " + rule);

    assertThat(
            version(policy, "anthropic-version: theirs").stream()
                .map(field -> field.substring(field.indexOf(": ") + 2)))
        .isEqualTo(value == null ? List.of() : List.of(value));
    assertThat(version(policy)).noneMatch(field -> field.endsWith("2023-06-01"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ allow: '*' }", "{ allow: anthropic-* }", "{ allow: '@sdk' }"})
  void aGlobOrAGroupDoesNot(String rule) {
    assertThat(version(anthropic("- " + rule))).containsExactly("anthropic-version: 2023-06-01");
  }

  @Test
  void itIsNeverDeadNorInConflict() {
    String rules =
        """
        - deny: anthropic-*
              - set: OpenAI-Beta
                to: "1"
        """;

    assertThat(Sent.load(policy("anthropic", rules)).problems()).isEmpty();
    assertThat(Sent.load(policy("openai", rules)).problems()).isEmpty();
  }

  @Test
  void anExactOnlyNameNeverPassesByAProfile() {
    Loaded loaded =
        Sent.load(
            """
            version: 1
            profiles:
              acme:
                origin: https://api.acme.example
                credential: { slot: X-Acme-Key, as: raw }
                companions:
                  - allow: [OpenAI-Project, X-Acme-Beta]
                  - default: OpenAI-Organization
                    to: ours
            providers:
              p: { profile: acme }
            """);
    CompiledPolicy policy = loaded.policy().orElseThrow();

    assertThat(loaded.problems())
        .extracting(Problem::name)
        .containsExactly("exact-only-member", "exact-only-member");
    assertThat(
            Sent.under(
                policy, "p", "/", "OpenAI-Project: a", "OpenAI-Organization: b", "X-Acme-Beta: c"))
        .satisfies(
            sent -> {
              assertThat(sent.fields()).containsExactly("X-Acme-Beta: c");
              assertThat(sent.removed()).containsOnlyKeys("OpenAI-Project", "OpenAI-Organization");
            });
    assertThat(Sent.under(policy, "p", "/").fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Anthropic-Workspace-Id", "X-HF-Bill-To", "OpenAI-Organization"})
  void whoPaysIsSaidByAnAllowAlone(String name) {
    assertThat(Sent.under(anthropic("- allow: '*'"), "p", "/", name + ": x").removed())
        .containsOnlyKeys(name);
    assertThat(Sent.under(anthropic("- allow: " + name), "p", "/", name + ": x").removed())
        .isEmpty();
  }

  /** The one companion that these tests are about, in any spelling. */
  private static List<String> version(CompiledPolicy policy, String... lines) {
    return Sent.under(policy, "p", "/", lines).fields().stream()
        .filter(
            field ->
                FieldName.fold(field.substring(0, field.indexOf(':'))).equals("anthropic-version"))
        .toList();
  }

  private static CompiledPolicy anthropic(String rules) {
    return Sent.compiled(policy("anthropic", rules));
  }

  private static String policy(String profile, String rules) {
    return """
    version: 1
    secrets:
      key: { held: key }
    providers:
      p:
        profile: %s
        rules:
          - { inject: "@credential", from-secret: key }
          %s
    """
        .formatted(profile, rules);
  }
}
