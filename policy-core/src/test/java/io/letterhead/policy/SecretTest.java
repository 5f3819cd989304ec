package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.Serializable;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is usable as it is, or not at all; and never seen. */
class SecretTest {

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t", "s3cr3t\n", "s3cr3t\r\n"})
  void oneLineEndIsTrimmed(String found) throws SecretUnusableException {
    assertThat(Secret.of(found).reveal()).isEqualTo("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "user:pass word", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"})
  void visibleAsciiAndInnerSpacesAreUsable(String found) throws SecretUnusableException {
    assertThat(Secret.of(found).reveal()).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void nothingIsNoSecret(String found) {
    assertThat(refusal(found)).hasMessage("it is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cr3t\n\n",
        "s3cr3t\r\n\r\n",
        "s3cr3t\r",
        "s3cr3t\n\r",
        "\ns3cr3t",
        "s3\r\ncr3t",
        "s3cr3t\tx",
        "\ts3cr3t",
        "s3cr3t\t",
        "s3cr3t\0",
        "s3cr3t\u001b",
        "s3cr3t\u007f"
      })
  void aControlCharacterIsNeverSent(String found) {
    assertThat(refusal(found)).hasMessage("it holds a control character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFs3cr3t",
        "s3cr3t\u00a0",
        "s3cr3t\u00e9",
        "s3cr3t\u0080",
        "s3cr3t\u200b",
        "s3cr3t\u2028",
        "s3cr3t\uD83D\uDE00",
        "\u00ef\u00bb\u00bfs3cr3t"
      })
  void whatIsNotAsciiIsNeverSent(String found) {
    assertThat(refusal(found)).hasMessage("it holds a character that is not ASCII");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", " s3cr3t", "s3cr3t ", "s3cr3t \n", " s3cr3t\r\n"})
  void aSpaceAtAnEdgeIsAMistake(String found) {
    assertThat(refusal(found)).hasMessage("it begins or ends with a space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t\0", "\uFEFFs3cr3t", " s3cr3t", "s3cr3t\n\n"})
  void aRefusalNeverShowsIt(String found) {
    SecretUnusableException refused = refusal(found);

    assertThat(refused).hasMessageNotContaining("s3cr3t").hasNoCause();
    assertThat(refused.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void itPrintsAsASecretComparesByIdentityAndIsNotWritten() throws SecretUnusableException {
    Secret secret = Secret.of("s3cr3t");

    assertThat(secret).hasToString("(secret)");
    assertThat(String.format("%s %s", secret, Set.of(secret))).doesNotContain("s3cr3t");
    assertThat(secret).isNotEqualTo(Secret.of("s3cr3t")).isNotInstanceOf(Serializable.class);
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoSecret() {
    assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
    assertThatNullPointerException().isThrownBy(() -> new SecretUnusableException(null));
  }

  private static SecretUnusableException refusal(String found) {
    return catchThrowableOfType(SecretUnusableException.class, () -> Secret.of(found));
  }
}
