package io.letterhead.vertx.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers' keys, in {@code Authorization} and in slots. */
final class CallerKeysTest {

  private static Presenting presenting;

  @BeforeAll
  static void start() {
    presenting = new Presenting(Presenting.keys("team-a", "key-of-a", "team-b", "key:of,b/é"));
  }

  @AfterAll
  static void stop() {
    presenting.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer key-of-a",
        "authorization: bearer key-of-a",
        "AUTHORIZATION: BEARER   key-of-a",
        "Authorization: \t Bearer key-of-a \t",
        "x-api-key: key-of-a",
        "api-key: key-of-a",
        "X-Goog-Api-Key:  key-of-a "
      })
  void aKeyIsKnownWhereverItIsPresented(String line) {
    assertThat(presenting.authenticate(line)).isEqualTo(Presenting.known("key/team-a"));
  }

  @Test
  void aKeyIsItsBytesWhateverTheyAre() {
    assertThat(presenting.authenticate("Authorization: Bearer key:of,b/é"))
        .isEqualTo(Presenting.known("key/team-b"));
  }

  @Test
  void twoFieldsMayPresentTheSameCaller() {
    assertThat(presenting.authenticate("Authorization: Bearer key-of-a", "x-api-key: key-of-a"))
        .isEqualTo(Presenting.known("key/team-a"));
  }

  @Test
  void nothingPresentedIsMissing() {
    assertThat(presenting.authenticate()).isEqualTo(new Authentication.Missing());
  }

  @Test
  void keysAloneAskForABearer() {
    assertThat(presenting.authentication().challenges(false))
        .containsExactly("Bearer realm=\"letterhead\"");
    assertThat(presenting.authentication().challenges(true))
        .containsExactly("Bearer realm=\"letterhead\", error=\"invalid_token\"");
    assertThat(presenting.authentication().isReady()).isTrue();
  }

  @Test
  void nothingShowsAKeyOrACaller() {
    assertThat(presenting.authentication()).hasToString("CallerAuthentication");
    assertThat(Presenting.keys("team-a", "key-of-a")).hasToString("Authenticated");
    assertThat(KeyDigest.of("key-of-a")).hasToString("sha256:...");
    assertThat(Presenting.known("key/team-a")).hasToString("Known");
    assertThat(Credential.read("x-api-key", "key-of-a").orElseThrow()).hasToString("Bearer");
    assertThat(Credential.read("Authorization", "Basic dTpw").orElseThrow()).hasToString("Basic");
  }

  @Test
  void digestsAreEqualIfTheirKeysAre() {
    assertThat(KeyDigest.of("abc"))
        .isEqualTo(
            KeyDigest.parse(
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"))
        .hasSameHashCodeAs(KeyDigest.of("abc"))
        .isNotEqualTo(KeyDigest.of("abd"));
  }

  @Test
  void twoNamesOfOneKeyAreRefused() {
    assertThatThrownBy(() -> Presenting.keys("team-a", "one", "team-b", "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("callers: two names have one key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "team a", "team\r\n", "équipe", "team\u007f"})
  void aNameThatNoFieldCouldHoldIsRefused(String name) {
    assertThatThrownBy(() -> Presenting.keys(name, "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("callers: a key's name is none");
    assertThatThrownBy(() -> Presenting.keys("x".repeat(257), "one"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobodyIsRefused() {
    assertThatThrownBy(
            () -> new Callers.Authenticated(ImmutableMap.of(), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
