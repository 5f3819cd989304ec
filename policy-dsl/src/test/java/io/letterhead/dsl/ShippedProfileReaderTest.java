package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the file of a profile that ships is read: each part, and what must be there. */
class ShippedProfileReaderTest {

  private static final String FILE =
      """
      version: 3
      source:
        - https://acme.example/docs
        - https://acme.example/sdk
      verified: 2026-11-21
      origin: https://api.acme.example
      credential: { slot: x-acme-key, as: raw }
      other-slots: [Authorization]
      credential-parameters: [acme_key]
      companions:
        - default: acme-version
          to: "7"
          why: required of every request
        - allow: [acme-beta, acme-trace]
          max-length: 64
      """;

  private final Problems problems = new Problems();

  @Test
  void everyPartOfTheFileIsInTheProfile() {
    ShippedProfile shipped = read(FILE).orElseThrow();
    Profile profile = shipped.profile();
    Position at = Position.builtIn("acme@3");

    assertThat(shipped.sources())
        .containsExactly("https://acme.example/docs", "https://acme.example/sdk");
    assertThat(shipped.verified()).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(profile.id()).isEqualTo("acme@3");
    assertThat(profile.origin().orElseThrow()).hasToString("https://api.acme.example");
    assertThat(profile.slot().text()).isEqualTo("x-acme-key");
    assertThat(profile.slot().position()).isEqualTo(at);
    assertThat(profile.scheme().text()).isEqualTo("raw");
    assertThat(profile.scheme().position()).isEqualTo(at);
    assertThat(profile.otherSlots())
        .extracting(Operand.Name::text)
        .containsExactly("Authorization");
    assertThat(profile.parameters()).containsExactly("acme_key");
    assertThat(profile.isDeclared()).isFalse();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void companionsKeepTheirWordsAndStandInNoFile() {
    ImmutableList<Rule> companions = read(FILE).orElseThrow().profile().companions();
    Position at = Position.builtIn("acme@3");

    assertThat(companions).hasSize(2).allMatch(rule -> rule.position().equals(at));
    assertThat(companions.get(0))
        .isInstanceOfSatisfying(
            Rule.Default.class,
            rule -> {
              assertThat(rule.name().text()).isEqualTo("acme-version");
              assertThat(rule.name().position()).isEqualTo(at);
              assertThat(rule.value().text()).isEqualTo("7");
              assertThat(rule.why()).isEqualTo("required of every request");
            });
    assertThat(companions.get(1))
        .isInstanceOfSatisfying(
            Rule.Allow.class,
            rule -> {
              assertThat(rule.operands())
                  .extracting(Operand::text)
                  .containsExactly("acme-beta", "acme-trace");
              assertThat(rule.operands()).allMatch(operand -> operand.position().equals(at));
              assertThat(rule.guards()).hasSize(1);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "source:, x-source:, source",
    "verified:, x-verified:, verified",
    "version: 3, x-version: 3, version",
    "https://acme.example/sdk, http://acme.example/sdk, is no page of the web",
    "2026-11-21, 2026-13-21, is no day",
    "'credential:', 'x-credential:', credential"
  })
  void whatIsMissingOrWrongIsSaid(String of, String changed, String said) {
    assertThat(read(FILE.replace(of, changed))).isEmpty();
    assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains(said));
  }

  @Test
  void aFreshIndexHasEveryProfileUnderItsName() {
    Profiles fresh = Profiles.indexed();

    assertThat(fresh.names()).containsExactlyElementsOf(Profiles.shipped().names());
    for (String name : fresh.names()) {
      assertThat(fresh.find(name).orElseThrow().name()).isEqualTo(name);
      assertThat(fresh.documented(name).orElseThrow().profile())
          .isEqualTo(fresh.find(name).orElseThrow());
    }
    assertThat(fresh.find("nobody")).isEmpty();
    assertThat(fresh.documented("nobody")).isEmpty();
  }

  @Test
  void profilesOfAListAreFoundAndNotDocumented() {
    Profile acme = read(FILE).orElseThrow().profile();
    Profiles only = Profiles.of(List.of(acme));

    assertThat(only.find("acme")).contains(acme);
    assertThat(only.names()).containsExactly("acme");
    assertThat(only.documented("acme")).isEmpty();
  }

  @Test
  void aProfileWithoutASourceIsNone() {
    Profile acme = read(FILE).orElseThrow().profile();
    LocalDate day = LocalDate.of(2026, 11, 21);

    assertThatThrownBy(() -> new ShippedProfile(acme, ImmutableList.of(), day))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sources");
  }

  private Optional<ShippedProfile> read(String file) {
    return new ShippedProfileReader(problems).read("acme", new SourceText("acme.yaml", file));
  }
}
