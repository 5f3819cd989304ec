package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Removal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that uses a shipped profile: the credential is the gateway's, in no slot a caller's. */
class ProfileUseTest {

  private static final Profiles SHIPPED = Profiles.shipped();

  static ImmutableList<String> names() {
    return SHIPPED.names().asList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCredentialIsSentInItsForm(String name) {
    Profile profile = SHIPPED.find(name).orElseThrow();
    String form = profile.scheme().text().equals("bearer") ? "Bearer " : "";

    assertThat(Sent.under(using(name), "p", "/").fields())
        .contains(profile.slot().text() + ": " + form + Sent.KEY);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCallersOwnIsRemovedInAllSlotsOfAllProfiles(String name) {
    String[] slots =
        SHIPPED.names().stream()
            .flatMap(other -> SHIPPED.find(other).orElseThrow().slots().stream())
            .map(Operand.Name::text)
            .sorted()
            .distinct()
            .map(slot -> slot + ": CALLER")
            .toArray(String[]::new);
    Sent sent = Sent.under(using(name), "p", "/", slots);

    assertThat(sent.removed()).hasSize(slots.length);
    assertThat(sent.removed().values()).containsOnly(Removal.SEALED);
    assertThat(String.join("\n", sent.fields())).doesNotContain("CALLER");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theCallersOwnIsRemovedFromTheQuery(String name) {
    for (String other : SHIPPED.names()) {
      for (String parameter : SHIPPED.find(other).orElseThrow().parameters()) {
        assertThat(Sent.under(using(name), "p", "/x?" + parameter + "=CALLER&n=1").target())
            .isEqualTo("/x?n=1");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSlotTakesACredentialThatTheCallerMayBring(String name) {
    Profile profile = SHIPPED.find(name).orElseThrow();
    CompiledPolicy policy =
        Sent.compiled(
            """
            version: 1
            providers:
              p:
                profile: %s
                %s
                rules:
                  - inject: "@credential"
                    caller-may-bring: { header: X-My-Key }
            """
                .formatted(name, origin(profile)));

    assertThat(Sent.under(policy, "p", "/", "X-My-Key: mine").fields())
        .contains(
            profile.slot().text()
                + ": "
                + (profile.scheme().text().equals("bearer") ? "Bearer " : "")
                + "mine");
  }

  @Test
  void aProfileWithoutAnOriginWantsOneOfTheProvider() {
    for (String name : names()) {
      Loaded loaded = Sent.load("version: 1\nproviders:\n  p: { profile: " + name + " }\n");
      boolean own = SHIPPED.find(name).orElseThrow().origin().isEmpty();

      assertThat(loaded.problems())
          .extracting(problem -> problem.name())
          .isEqualTo(own ? ImmutableList.of("missing-key") : ImmutableList.of());
    }
  }

  @Test
  void theOriginOfTheProviderWins() {
    CompiledPolicy policy =
        Sent.compiled(
            """
            version: 1
            providers:
              p: { profile: openai, origin: "https://proxy.example/openai" }
            """);

    assertThat(Sent.provider(policy, "p").origin()).hasToString("https://proxy.example/openai");
  }

  @Test
  void anUnknownProfileDrawsASuggestionAndTheListOfAll() {
    Loaded loaded = Sent.load("version: 1\nproviders:\n  p: { profile: antropic }\n");

    assertThat(loaded.problems()).hasSize(1);
    assertThat(loaded.problems().get(0).name()).isEqualTo("unknown-profile");
    assertThat(loaded.problems().get(0).fix())
        .startsWith("did you mean `anthropic`? ")
        .contains(names().stream().map(name -> "`" + name + "`").toList());
  }

  private static CompiledPolicy using(String name) {
    return Sent.compiled(
        """
        version: 1
        secrets:
          key: { held: key }
        rules:
          - allow: "*"
        providers:
          p:
            profile: %s
            %s
            rules:
              - inject: "@credential"
                from-secret: key
        """
            .formatted(name, origin(SHIPPED.find(name).orElseThrow())));
  }

  /** A line with the origin, where the profile has none. */
  private static String origin(Profile profile) {
    return profile.origin().isPresent() ? "" : "origin: https://p.example";
  }
}
