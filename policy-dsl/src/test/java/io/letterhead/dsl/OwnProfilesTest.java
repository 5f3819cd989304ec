package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Owner;
import io.letterhead.policy.Problem;
import io.letterhead.policy.Removal;
import org.junit.jupiter.api.Test;

/** The profiles that a policy declares for itself. */
class OwnProfilesTest {

  private static final CompiledPolicy POLICY =
      Sent.compiled(
          """
          version: 1
          secrets:
            key: { held: key }
          profiles:
            acme:
              origin: https://api.acme.example
              credential: { slot: X-Acme-Key, as: raw }
              other-slots: [X-Acme-Token]
              credential-parameters: [acme_key]
              companions:
                - default: Acme-Version
                  to: "1"
          rules:
            - allow: "*"
          providers:
            acme:
              profile: acme
              rules:
                - { inject: "@credential", from-secret: key }
            other:
              origin: https://other.example
          """);

  @Test
  void itsSlotsAreSealedForEveryProvider() {
    for (String provider : POLICY.providers().keySet()) {
      Sent sent = Sent.under(POLICY, provider, "/", "X-Acme-Key: CALLER", "x_acme_token: CALLER");

      assertThat(sent.removed())
          .containsEntry("X-Acme-Key", Removal.SEALED)
          .containsEntry("x_acme_token", Removal.SEALED);
      assertThat(Sent.provider(POLICY, provider).ownerOf("X-Acme-Token")).isEqualTo(Owner.POLICY);
    }
  }

  @Test
  void itsParametersAreRemovedForEveryProvider() {
    for (String provider : POLICY.providers().keySet()) {
      assertThat(Sent.under(POLICY, provider, "/x?acme%2Dkey=CALLER&a=1").target())
          .isEqualTo("/x?a=1");
    }
  }

  @Test
  void itsCredentialAndCompanionsGoToItsProviderOnly() {
    assertThat(Sent.under(POLICY, "acme", "/").fields())
        .containsExactlyInAnyOrder("X-Acme-Key: " + Sent.KEY, "Acme-Version: 1");
    assertThat(Sent.under(POLICY, "other", "/").fields()).isEmpty();
  }

  @Test
  void aShippedOneCannotBeRedefined() {
    Loaded loaded =
        Sent.load(
            """
            version: 1
            profiles:
              openai: { credential: { slot: X-My-Key, as: raw } }
            providers:
              p: { profile: openai }
            """);

    assertThat(loaded.problems()).extracting(Problem::name).containsExactly("redefined-profile");
    assertThat(loaded.policy()).isEmpty();
  }
}
