package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser's key does not travel as a subprotocol. */
class WebSocketProtocolsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "realtime > realtime",
        "realtime, openai-beta.realtime-v1 > realtime, openai-beta.realtime-v1",
        "b ,a,\tc > b, a, c",
        ",, a ,, b, > a, b",
        "realtime, openai-insecure-api-key.CALLER, openai-beta.realtime-v1"
            + " > realtime, openai-beta.realtime-v1",
        "OpenAI-Insecure-API-Key.CALLER, a > a",
        "openai_insecure_api_key.CALLER, a > a",
        "openai-insecure-api-key-CALLER, a > a",
        "openai-insecure-api-key., a > a",
        "a, base64url.bearer.authorization.k8s.io.CALLER > a",
        "BASE64URL.BEARER.CALLER, v4.channel.k8s.io > v4.channel.k8s.io",
        "openai-insecure-api-key > openai-insecure-api-key",
        "xopenai-insecure-api-key.a > xopenai-insecure-api-key.a",
        "a!#$%&'*+-.^_`|~ > a!#$%&'*+-.^_`|~",
      })
  void tokensThatCarryACredentialAreLeftOut(String line, String forwarded) {
    assertThat(WebSocketProtocols.forwardable(List.of(line))).isEqualTo(forwarded);
  }

  @Test
  void allLinesCount() {
    assertThat(
            WebSocketProtocols.forwardable(
                List.of("a", "openai-insecure-api-key.CALLER", "b, c", "")))
        .isEqualTo("a, b, c");
  }

  @Test
  void whereNoTokenIsLeftThereIsNoValue() {
    assertThat(WebSocketProtocols.forwardable(List.of())).isEmpty();
    assertThat(WebSocketProtocols.forwardable(List.of(" , ,"))).isEmpty();
    assertThat(WebSocketProtocols.forwardable(List.of("openai-insecure-api-key.CALLER"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3y k3y",
        "k3y\r\nX: y",
        "a, k3y;q=1",
        "\"k3y\"",
        "k3y\u00e9",
        "k3y/1",
        "a\0k3y",
        "\u000bk3y",
        "k3y\u00a0"
      })
  void whatIsNoTokenIsRefusedWithoutShowingIt(String line) {
    RejectedException refused =
        catchThrowableOfType(
            RejectedException.class, () -> WebSocketProtocols.forwardable(List.of(line)));

    assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.MALFORMED_VALUE);
    assertThat(refused.rejection().field()).isEqualTo("Sec-WebSocket-Protocol");
    assertThat(refused).hasMessageNotContaining("k3y");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoLine() {
    assertThatNullPointerException().isThrownBy(() -> WebSocketProtocols.forwardable(null));
  }
}
