package io.letterhead.policy;

import static io.letterhead.policy.Policies.inject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.scheme.BasicScheme;
import io.letterhead.policy.scheme.BearerScheme;
import io.letterhead.policy.scheme.RawScheme;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a secret is rendered; a scheme that renders badly rejects, and never sends. */
class CredentialSchemeTest {

  private static final String SECRET = "k3y-of-the-gateway";

  @ParameterizedTest
  @CsvSource({
    "bearer, sk-1,          Bearer sk-1",
    "raw,    sk 1,          sk 1",
    "raw,    Token sk-1,    Token sk-1",
    "basic,  aladdin:open,  Basic YWxhZGRpbjpvcGVu",
    "basic,  a:b:c,         Basic YTpiOmM=",
    "basic,  :token,        Basic OnRva2Vu",
    "basic,  a:p q,         Basic YTpwIHE=",
    "basic,  a:>>>???,      Basic YTo+Pj4/Pz8=",
  })
  void theBuiltInSchemesRender(String scheme, String secret, String value) {
    assertThat(sending(secret, scheme).send().fields()).containsExactly("Authorization: " + value);
  }

  @ParameterizedTest
  @CsvSource({"basic, k3yk3yk3y", "basic, us3r:", "bearer, k3y k3y"})
  void aSecretThatASchemeCannotRenderRejectsWithoutShowingIt(String scheme, String secret) {
    Exchange exchange = sending(secret, scheme);

    assertRejected(exchange, secret);
  }

  @ParameterizedTest
  @CsvSource({
    "Basic YTpi,  a:b",
    "bASIC YTpi,  a:b",
    "Basic,       ''",
    "'Basic ',    ''",
    "BasicYTpi,   BasicYTpi",
    "Basi,        Basi",
    "basil YTpi,  basil YTpi",
    "a:b c,       a:b c",
    "'a: ',       'a: '",
    "a b,         a b"
  })
  void onlyTheWordItselfIsTakenOffABasicCredential(String brought, String bare)
      throws SecretUnusableException {
    assertThat(new BasicScheme().bare(brought)).isEqualTo(bare);
  }

  @ParameterizedTest
  @ValueSource(strings = {" a:b", "a b:c", "Token a:b", "a :b"})
  void aSpaceBeforeTheColonOfABasicCredentialIsRefused(String brought) {
    assertThatThrownBy(() -> new BasicScheme().bare(brought))
        .isInstanceOf(SecretUnusableException.class)
        .hasMessageNotContaining(brought);
  }

  @ParameterizedTest
  @CsvSource({"Bearer, ''", "BEARER t, t", "Beare, Beare", "Bearert, Bearert"})
  void onlyTheWordItselfIsTakenOffABearerCredential(String brought, String bare)
      throws SecretUnusableException {
    assertThat(new BearerScheme().bare(brought)).isEqualTo(bare);
  }

  @Test
  void theBuiltInSchemesAreInstalled() {
    PlugIns installed = PlugIns.installed();

    assertThat(installed.schemes().keySet()).contains("basic", "bearer", "raw");
    assertThat(installed.schemes().values())
        .hasAtLeastOneElementOfType(BasicScheme.class)
        .hasAtLeastOneElementOfType(BearerScheme.class)
        .hasAtLeastOneElementOfType(RawScheme.class);
    installed.schemes().forEach((name, scheme) -> assertThat(scheme.name()).isEqualTo(name));
  }

  @Test
  void onlyThePasswordOfABasicCredentialIsAPartOfItsOwn() throws SecretUnusableException {
    assertThat(new BasicScheme().sensitiveParts(Secret.of("user:pass:word")))
        .containsExactly("pass:word");
    assertThat(new BearerScheme().sensitiveParts(Secret.of("token"))).isEmpty();
    assertThat(new RawScheme().sensitiveParts(Secret.of("token"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\r",
        "\n",
        "\r\n",
        "a\r",
        "a\n",
        "a\r\n",
        "a\r\nX-Other: b",
        "a\0",
        "a\tb",
        " a",
        "a ",
        "a\u00e9",
        "a\u0100",
        "a\u007f"
      })
  void aSchemesValueIsHeldToWhatASecretIsHeldTo(String value) {
    assertRejected(Exchange.under(policy("plug-in"), plugIns(secret -> value)), SECRET);
  }

  @Test
  void aSchemeThatThrowsRejectsWithoutShowingTheSecret() {
    CredentialScheme throwing =
        scheme(
            secret -> {
              throw new IllegalStateException("cannot sign with " + secret.reveal());
            });

    assertRejected(Exchange.under(policy("plug-in"), plugIns(throwing)), SECRET);
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void aSchemeThatReturnsNothingRejects() {
    assertRejected(Exchange.under(policy("plug-in"), plugIns(secret -> null)), SECRET);
  }

  @Test
  void aSchemeWhosePartsCannotBeHadRejects() {
    CredentialScheme throwing =
        new CredentialScheme() {
          @Override
          public String name() {
            return "plug-in";
          }

          @Override
          public String render(Secret secret) {
            return secret.reveal();
          }

          @Override
          public ImmutableList<String> sensitiveParts(Secret secret) {
            throw new IllegalStateException(secret.reveal());
          }
        };

    assertRejected(Exchange.under(policy("plug-in"), plugIns(throwing)), SECRET);
  }

  @Test
  void aPlugInsGoodValueIsSent() {
    assertThat(
            Exchange.under(policy("plug-in"), plugIns(secret -> "Token " + secret.reveal()))
                .send()
                .fields())
        .containsExactly("Authorization: Token " + SECRET);
  }

  @Test
  void twoPlugInsOfOneNameAreRefusedWithoutShowingWhatTheyHold() {
    List<CredentialScheme> schemes = List.of();
    Policies.MapSource source = new Policies.MapSource(Map.of("key", SECRET));

    assertThatThrownBy(() -> PlugIns.of(List.of(source, source), schemes, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("map")
        .hasMessageNotContaining(SECRET);
    assertThat(PlugIns.of(List.of(source), schemes, List.of()).toString())
        .contains("map")
        .doesNotContain(SECRET);
  }

  private interface Rendering {
    String of(Secret secret);
  }

  private static CredentialScheme scheme(Rendering rendering) {
    return new CredentialScheme() {
      @Override
      public String name() {
        return "plug-in";
      }

      @Override
      public String render(Secret secret) {
        return rendering.of(secret);
      }
    };
  }

  private static PlugIns plugIns(Rendering rendering) {
    return plugIns(scheme(rendering));
  }

  private static PlugIns plugIns(CredentialScheme scheme) {
    return PlugIns.of(
        List.of(new Policies.MapSource(Map.of("key", SECRET))), List.of(scheme), List.of());
  }

  private static Policy policy(String scheme) {
    return Policies.policy(
        Provider.of("p", "https://p.example", inject("Authorization", "key", scheme)));
  }

  private static Exchange sending(String secret, String scheme) {
    return Exchange.under(policy(scheme), Map.of("key", secret));
  }

  private static void assertRejected(Exchange exchange, String secret) {
    Exchange.Outcome outcome = exchange.send();

    assertThat(outcome.reason()).isEqualTo("secret");
    assertThat(outcome.decision().toString()).contains("key").doesNotContain(secret);
    assertThat(exchange.generation().unusable())
        .singleElement()
        .satisfies(
            unusable -> {
              assertThat(unusable.provider()).isEqualTo("p");
              assertThat(unusable.secret()).isEqualTo("key");
              assertThat(unusable.reason()).isNotBlank().doesNotContain(secret);
            });
  }
}
