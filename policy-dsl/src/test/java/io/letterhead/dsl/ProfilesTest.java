package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The profiles that ship: what is in them is the language. */
class ProfilesTest {

  private static final Path FOLDER = Path.of("src/main/resources/io/letterhead/dsl/profiles");

  private static final CompiledPolicy WITHOUT_PROFILES =
      Sent.compiled(
          """
          version: 1
          providers:
            open:
              origin: https://open.example
              rules: [{ allow: "*" }]
          """);

  static ImmutableList<String> names() {
    return Profiles.shipped().names().asList();
  }

  @Test
  void theIndexNamesEveryFileAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.equals("index.txt"))
                  .sorted())
          .containsExactlyElementsOf(names().stream().map(name -> name + ".yaml").sorted().toList())
          .hasSizeGreaterThan(15);
    }
    assertThat(names()).isSorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileSaysInOneLineWhatItIsAndWhereItsFactsComeFrom(String name) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".yaml"));
    ShippedProfile shipped = Profiles.shipped().documented(name).orElseThrow();

    assertThat(lines.get(0)).matches("# .+\\.");
    assertThat(lines.get(1)).isEqualTo("version: " + shipped.profile().version());
    assertThat(shipped.sources()).isNotEmpty().allMatch(page -> page.startsWith("https://"));
    assertThat(shipped.verified()).isAfter(LocalDate.of(2026, 1, 1));
    assertThat(shipped.profile()).isEqualTo(Profiles.shipped().find(name).orElseThrow());
    assertThat(shipped.profile().isDeclared()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySlotIsReserved(String name) {
    for (Operand.Name slot : profile(name).slots()) {
      assertThat(Sent.provider(WITHOUT_PROFILES, "open").ownerOf(slot.text()))
          .as(slot.text())
          .isEqualTo(Owner.POLICY);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCredentialParameterIsRemovedForEveryProvider(String name) {
    for (String parameter : profile(name).parameters()) {
      assertThat(Sent.under(WITHOUT_PROFILES, "open", "/x?a=1&" + parameter + "=CALLER").target())
          .isEqualTo("/x?a=1");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void noCompanionIsReservedOrExactOnly(String name) {
    for (String companion : companions(profile(name))) {
      assertThat(Sent.under(WITHOUT_PROFILES, "open", "/", companion + ": x").removed())
          .as(companion)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySchemeIsInstalledAndFitsItsSlot(String name) {
    Profile profile = profile(name);

    assertThat(PlugIns.installed().schemes()).containsKey(profile.scheme().text());
    assertThat(profile.scheme().text())
        .isEqualTo(profile.slot().name().folded().equals("authorization") ? "bearer" : "raw");
  }

  @ParameterizedTest
  @MethodSource("names")
  void anOriginHasNoBasePathAndIsSecureUnlessLocal(String name) {
    profile(name)
        .origin()
        .ifPresent(
            origin -> {
              assertThat(origin.basePath()).isEmpty();
              assertThat(origin.scheme().equals("https") || origin.host().equals("localhost"))
                  .isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "openai,          https://api.openai.com,      Authorization,  bearer",
    "azure-openai,    ,                            api-key,        raw",
    "anthropic,       https://api.anthropic.com,   x-api-key,      raw",
    "gemini,          https://generativelanguage.googleapis.com, x-goog-api-key, raw",
    "vertex-ai,       ,                            Authorization,  bearer",
    "bedrock-api-key, ,                            Authorization,  bearer",
    "databricks,      ,                            Authorization,  bearer",
    "vllm,            http://localhost:8000,       Authorization,  bearer",
    "ollama,          http://localhost:11434,      Authorization,  bearer",
  })
  void theWellKnownOnesSayWhatTheirProvidersDo(
      String name, String origin, String slot, String scheme) {
    Profile profile = profile(name);

    assertThat(profile.origin().map(Object::toString).orElse(null)).isEqualTo(origin);
    assertThat(profile.slot().text()).isEqualTo(slot);
    assertThat(profile.scheme().text()).isEqualTo(scheme);
  }

  @Test
  void aProfileThatDoesNotShipIsNotFound() {
    assertThat(Profiles.shipped().find("acme")).isEmpty();
    assertThat(Profiles.shipped().documented("acme")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verified: 2026-11-21                          | missing-key",
        "source: https://docs.example                  | missing-key",
        "source: docs.example, verified: 2026-11-21    | bad-profile",
        "source: https://docs.example, verified: today | bad-profile",
        "source: [], verified: 2026-11-21              | missing-value",
      })
  void aShippedFileWithoutItsSourceOrItsDayIsRefused(String provenance, String problem) {
    Problems problems = new Problems();
    String text = "{ version: 1, credential: { slot: A, as: raw }, " + provenance + " }";

    assertThat(new ShippedProfileReader(problems).read("acme", new SourceText("acme.yaml", text)))
        .isEmpty();
    assertThat(problems.all()).extracting(found -> found.name()).containsExactly(problem);
  }

  @Test
  void aPolicysOwnProfileHasNoSource() {
    Loaded loaded =
        Sent.load(
            """
            version: 1
            profiles:
              acme: { credential: { slot: A, as: raw }, source: https://docs.example }
            providers:
              open: { origin: https://open.example }
            """);

    assertThat(loaded.problems())
        .extracting(found -> Map.entry(found.name(), found.position().line()))
        .containsExactly(Map.entry("unknown-key", 3));
  }

  private static Profile profile(String name) {
    return Profiles.shipped().find(name).orElseThrow();
  }

  private static List<String> companions(Profile profile) {
    return profile.companions().stream()
        .flatMap(
            rule ->
                rule instanceof Rule.Allow allow
                    ? allow.operands().stream().map(Operand::text)
                    : Stream.of(((Rule.Default) rule).name().text()))
        .toList();
  }
}
