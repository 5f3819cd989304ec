package io.letterhead.vertx.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, and all that they must claim. */
final class TokensTest {

  private static final ECKey EC_384 = Issuer.ec(Curve.P_384, "ec-384");
  private static final ECKey EC_521 = Issuer.ec(Curve.P_521, "ec-521");
  private static final long NOW = Issuer.NOW.getEpochSecond();

  private static KeyServer server;
  private static Presenting presenting;

  @BeforeAll
  static void start() {
    server = KeyServer.start(Issuer.set(Issuer.RSA, Issuer.EC, EC_384, EC_521));
    presenting =
        new Presenting(
            new Callers.Authenticated(
                ImmutableMap.of("team", KeyDigest.of("a.b.c")),
                Optional.empty(),
                Optional.of(server.issuer())),
            InstantSource.fixed(Issuer.NOW),
            Ticker.systemTicker());
  }

  @AfterAll
  static void stop() {
    presenting.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void aTokenIsTakenByEachAlgorithmOfKeyPairs(String algorithm) {
    JWK key =
        switch (algorithm) {
          case "ES256" -> Issuer.EC;
          case "ES384" -> EC_384;
          case "ES512" -> EC_521;
          default -> Issuer.RSA;
        };
    assertThat(present(Issuer.token(key, algorithm))).isEqualTo(Presenting.known("jwt/alice"));
  }

  @Test
  void aKeyThatLooksLikeATokenIsAKey() {
    assertThat(present("a.b.c")).isEqualTo(Presenting.known("key/team"));
  }

  @Test
  void aTokenComesInAuthorizationAlone() {
    assertThat(presenting.authenticate("x-api-key: " + Issuer.token(Issuer.RSA, "RS256")))
        .isEqualTo(Presenting.invalid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void aTokenMayBeOfTheTypesThatSayWhoCalls(String type) {
    assertThat(present(withHeader("\"typ\":\"" + type + "\"")))
        .isEqualTo(Presenting.known("jwt/alice"));
    assertThat(
            present(
                Issuer.token(
                    Issuer.RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", Issuer.claims("alice"))))
        .isEqualTo(Presenting.known("jwt/alice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"dpop+jwt\"", "\"logout+jwt\"", "\"secevent+jwt\"", "\"\"", "1", "null"})
  void aTokenOfAnotherTypeIsInvalid(String type) {
    assertThat(present(withHeader("\"typ\":" + type))).isEqualTo(Presenting.invalid());
  }

  @ParameterizedTest
  @CsvSource({
    "301,valid",
    "1,valid",
    "0,valid",
    "-59,valid",
    "-60,invalid",
    "-61,invalid",
    "-99999,invalid"
  })
  void aTokenIsOverAfterItsEndAndAMinute(long seconds, String outcome) {
    expect(
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"alice\",\"exp\":%d}"
            .formatted(Issuer.NAME, Issuer.AUDIENCE, NOW + seconds),
        outcome);
  }

  @ParameterizedTest
  @CsvSource({"-9999,valid", "0,valid", "60,valid", "61,invalid", "9999,invalid"})
  void aTokenOfTheFutureIsInvalidButForAMinute(long seconds, String outcome) {
    expect(Issuer.claims("alice", ",\"nbf\":" + (NOW + seconds)), outcome);
    expect(Issuer.claims("alice", ",\"iat\":" + (NOW + seconds)), outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"1\"", "true", "[1]", "{}", "1e999999"})
  void aTimeIsANumber(String time) {
    expect(Issuer.claims("alice", ",\"nbf\":" + time), "invalid");
    expect(Issuer.claims("alice", ",\"iat\":" + time), "invalid");
    if (!time.equals("1e999999")) {
      expect(Issuer.claims("alice").replaceAll("\"exp\":[0-9]+", "\"exp\":" + time), "invalid");
    }
  }

  @Test
  void aTokenHasAnEnd() {
    expect(Issuer.claims("alice").replaceAll("\"exp\":[0-9]+,", ""), "invalid");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"gateway\"',valid",
        "'[\"gateway\"]',valid",
        "'[\"other\",\"gateway\"]',valid",
        "'\"Gateway\"',invalid",
        "'\"gateway \"',invalid",
        "'\"gateways\"',invalid",
        "'[\"other\"]',invalid",
        "'[\"gateway\",1]',invalid",
        "'[[\"gateway\"]]',invalid",
        "'[]',invalid",
        "'null',invalid",
        "'{\"gateway\":1}',invalid",
      })
  void theAudienceHoldsUs(String audience, String outcome) {
    expect(Issuer.claims("alice").replace("\"aud\":\"gateway\"", "\"aud\":" + audience), outcome);
  }

  @Test
  void aTokenHasAnAudience() {
    expect(Issuer.claims("alice").replace("\"aud\":\"gateway\",", ""), "invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"https://idp.example/\"",
        "\"https://IDP.example\"",
        "\"https://evil.example\"",
        "\"\"",
        "null",
        "[\"https://idp.example\"]"
      })
  void theIssuerIsTheIssuer(String issuer) {
    expect(
        Issuer.claims("alice").replace("\"iss\":\"" + Issuer.NAME + "\"", "\"iss\":" + issuer),
        "invalid");
    expect(Issuer.claims("alice").replace("\"iss\":\"" + Issuer.NAME + "\",", ""), "invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "al ice",
        "alice\\r\\nX-Admin: 1",
        "alice\\n",
        "alice\\u0000",
        "alice\\u007f",
        "alice\\u0085",
        "älice",
        "alice\\ud800",
        "\\u212aelvin"
      })
  void theSubjectMayBeWrittenIntoAField(String subject) {
    expect(Issuer.claims(subject), "invalid");
  }

  @Test
  void theSubjectIsATextThatIsNotTooLong() {
    String longest = "x".repeat(256);
    assertThat(present(Issuer.token(Issuer.RSA, header(), Issuer.claims(longest))))
        .isEqualTo(Presenting.known("jwt/" + longest));
    expect(Issuer.claims(longest + "x"), "invalid");
    expect(Issuer.claims("alice").replace("\"alice\"", "1"), "invalid");
    expect(Issuer.claims("alice").replace("\"alice\"", "null"), "invalid");
    expect(Issuer.claims("alice").replace(",\"sub\":\"alice\"", ""), "invalid");
  }

  @Test
  void otherClaimsMayBeAnything() {
    expect(Issuer.claims("alice", ",\"a\":{\"b\":[1,2.5,null,true,false,\"x\"]}"), "valid");
  }

  @Test
  void noChangeOfACharacterOfATokenIsValid() {
    String token = Issuer.token(Issuer.EC, "ES256");
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(present(changed)).as("at " + i).isEqualTo(Presenting.invalid());
    }
  }

  @Test
  void tokensAskForABearer() {
    assertThat(presenting.authentication().challenges(true))
        .containsExactly("Bearer realm=\"letterhead\", error=\"invalid_token\"");
    assertThat(presenting.authentication().isReady()).isTrue();
    assertThat(SignedToken.read(Issuer.token(Issuer.RSA, "RS256")).orElseThrow())
        .hasToString("SignedToken");
    assertThat(server.issuer()).hasToString("JwtIssuer");
  }

  private static void expect(String claims, String outcome) {
    assertThat(present(Issuer.token(Issuer.RSA, header(), claims)))
        .as(claims)
        .isEqualTo(outcome.equals("valid") ? Presenting.known("jwt/alice") : Presenting.invalid());
  }

  private static String header() {
    return Issuer.header("RS256", "rsa-1");
  }

  private static String withHeader(String more) {
    return Issuer.token(
        Issuer.RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + more + "}", Issuer.claims("alice"));
  }

  private static Authentication present(String token) {
    return presenting.authenticate("Authorization: Bearer " + token);
  }
}
