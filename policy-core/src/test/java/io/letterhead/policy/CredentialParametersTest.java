package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No caller's credential leaves in a query, however it is written. */
class CredentialParametersTest {

  private static final Policy POLICY = Policies.policy(Provider.of("p", "https://p.example"));

  private final List<String> removed = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "KEY",
        "k%65y",
        "%6b%65%79",
        "%4bEY",
        "api-key",
        "api_key",
        "api%5Fkey",
        "api%5fkey",
        "API_KEY",
        "api.key",
        "api+key",
        "api%20key",
        "api%2Bkey",
        "api%00key",
        "apikey",
        "access_token",
        "access.token",
        "Access-Token",
        "x-amz-signature",
        "X-Amz-Signature",
        "X_AMZ_SECURITY_TOKEN",
        "X-Amz-Credential",
        "X-Goog-Signature",
        "x-goog-api-key",
        "subscription-key",
        "Ocp-Apim-Subscription-Key",
        "authorization",
        "sig",
        "xi-api-key"
      })
  void aCredentialIsRemovedInEveryCodingOfItsName(String name) {
    assertThat(left("?" + name + "=CALLER")).isEmpty();
    assertThat(left("?" + name)).isEmpty();
    assertThat(left("?" + name + "=")).isEmpty();
    assertThat(left("?a=1&" + name + "=CALLER&b=2")).isEqualTo("?a=1&b=2");
    assertThat(removed).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "?key=1&a=2,              ?a=2",
    "?a=2&key=1,              ?a=2",
    "?a=2&key=1&b=3,          ?a=2&b=3",
    "?a=2;key=1;b=3,          ?a=2;b=3",
    "?key=1;a=2,              ?a=2",
    "?a=2&x;key=1&b,          ?a=2&x&b",
    "?key=1&a&key=2&KEY=3,    ?a",
    "?a=1&&key=2&&b,          ?a=1&&&b",
    "?a=b=key=c&key==d,       ?a=b=key=c",
    "?a?key=1&key=2,          ?a?key=1",
    "?key=%26a=1&b,           ?b",
    "?b=%26key=1&key=2,       ?b=%26key=1",
  })
  void whatIsLeftStaysInItsOrderAsItWasSent(String query, String left) {
    assertThat(left(query)).isEqualTo(left);
  }

  @Test
  void ofAQueryOfCredentialsNothingIsLeft() {
    assertThat(left("?key=1&api-key=2;access_token=3")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?&",
        "?;&;",
        "?=key",
        "?a=key",
        "?monkey=1",
        "?key2=1",
        "?keys",
        "?api-version=2024-10-21",
        "?a=%6bey&q=%41+b;c",
        "?%C3%A9=1",
        "?key%C3%A9=1",
        "?signature=1",
        "?a[]=b&c={d}|\"<>^`"
      })
  void aQueryWithoutCredentialsIsTheSameBytes(String query) {
    assertThat(left(query)).isEqualTo(query);
    assertThat(removed).isEmpty();
  }

  @Test
  void theSinkIsToldEachNameAndNoValue() {
    left("?k%65y=CALLER&a=1&API_KEY;x-amz-signature=CALLER");

    assertThat(removed).containsExactly("key", "API_KEY", "x-amz-signature");
  }

  @Test
  void aNameThatTheSinkIsToldCannotForgeALogLine() {
    left("?api%0Akey=1&api%1bkey&api%E2%80%A8key");

    assertThat(removed).allSatisfy(name -> assertThat(name).matches("[ -~]+")).hasSize(3);
  }

  @Test
  void theEngineRemovesThemForEveryProvider() {
    assertThat(Exchange.under().request("GET", "/a?x=1&%6Bey=CALLER").target()).isEqualTo("/a?x=1");
  }

  private String left(String query) {
    return CredentialParameters.of(POLICY, POLICY.providers().get(0))
        .applied(
            query,
            new FieldSink() {
              @Override
              public void leaves(String name, String value, Owner owner) {
                throw new AssertionError(name);
              }

              @Override
              public void parameterRemoved(String name) {
                removed.add(name);
              }
            });
  }
}
