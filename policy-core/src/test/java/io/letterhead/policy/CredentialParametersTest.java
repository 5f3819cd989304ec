package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @ParameterizedTest
  @CsvSource({
    "'',                    ?version=2&%C3%A9=a%20%26b%2F~",
    "?a=1,                  ?a=1&version=2&%C3%A9=a%20%26b%2F~",
    "?version=1,            ?version=1&%C3%A9=a%20%26b%2F~",
    "?a;Version&%c3%a9=,    ?a;Version&%c3%a9=",
    "?versions=1,           ?versions=1&version=2&%C3%A9=a%20%26b%2F~",
    "?key=1,                ?version=2&%C3%A9=a%20%26b%2F~"
  })
  void aParameterIsAddedWhereTheCallerSendsNoneOfItsName(String query, String left) {
    Provider provider =
        provider(
            new QueryRules(
                ImmutableList.of(),
                ImmutableList.of(fallback("version", "2"), fallback("\u00e9", "a &b/~"))));

    assertThat(left(Policies.policy(provider), query)).isEqualTo(left);
  }

  @Test
  void everyOctetOfADefaultIsEscapedButTheUnreserved() {
    Provider provider =
        provider(
            new QueryRules(
                ImmutableList.of(),
                ImmutableList.of(fallback("a", "-._~AZaz09 +=?\u007f\u0080\u20ac"))));

    assertThat(left(Policies.policy(provider), ""))
        .isEqualTo("?a=-._~AZaz09%20%2B%3D%3F%7F%C2%80%E2%82%AC");
  }

  @Test
  void aProvidersCallersMaySendWhatItAllowsAndNothingElse() {
    Policy policy =
        Policies.policy(
            provider(
                new QueryRules(
                    ImmutableList.of(Positioned.inCode("API-Key")), ImmutableList.of())));

    assertThat(left(policy, "?api_key=1&key=2")).isEqualTo("?api_key=1");
    assertThat(removed).containsExactly("key");
  }

  @Test
  void aDeclaredProfilesParametersAreRemovedToo() {
    Profile profile =
        new Profile(
            "mine",
            1,
            Optional.empty(),
            Operand.Name.of("X-Slot"),
            Positioned.inCode("raw"),
            ImmutableSet.of(),
            ImmutableSet.of("Pass.Phrase", "-a"),
            ImmutableList.of(),
            Position.IN_CODE);
    Policy policy =
        new Policy(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(profile),
            Optional.empty(),
            Rules.NONE,
            POLICY.providers());

    assertThat(left(policy, "?pass_phrase=1&phrase=2&=a")).isEqualTo("?phrase=2&=a");
    assertThat(removed).containsExactly("pass_phrase");
  }

  private static Provider provider(QueryRules query) {
    return Provider.builder("p", Origin.parse("https://p.example")).query(query).build();
  }

  private static QueryRules.Default fallback(String name, String value) {
    return new QueryRules.Default(Positioned.inCode(name), Positioned.inCode(value));
  }

  private String left(String query) {
    return left(POLICY, query);
  }

  private String left(Policy policy, String query) {
    return CredentialParameters.of(policy, policy.providers().get(0))
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
