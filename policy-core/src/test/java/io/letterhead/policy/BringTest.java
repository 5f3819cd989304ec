package io.letterhead.policy;

import static io.letterhead.policy.Carried.at;
import static io.letterhead.policy.Carried.brings;
import static io.letterhead.policy.Carried.data;
import static io.letterhead.policy.Carried.field;
import static io.letterhead.policy.Carried.key;
import static io.letterhead.policy.Carried.mayBring;
import static io.letterhead.policy.Exchange.KEY;
import static io.letterhead.policy.Policies.allow;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one way to let a caller's credential in: one of them, of one form, and for one slot. */
class BringTest {

  private static final String OWN = "Authorization: Bearer " + KEY;
  private static final Exchange SLOT =
      Carried.under(mayBring("Authorization", "bearer", field("Authorization")));
  private static final Exchange FIELD =
      Carried.under(mayBring("Authorization", "bearer", field("X-My-Key")), allow("*"));
  private static final Exchange DATUM =
      Carried.under(mayBring("Authorization", "bearer", key("token")));

  @ParameterizedTest
  @ValueSource(strings = {"m4rk3r", "Bearer m4rk3r", "bearer m4rk3r", "BEARER m4rk3r"})
  void aCredentialIsTakenWithOrWithoutItsPrefixAndWrittenOnce(String brought) {
    String expected = "Authorization: Bearer m4rk3r";

    assertThat(SLOT.send("authorization: " + brought).fields()).containsExactly(expected);
    assertThat(FIELD.send("x_my_key: " + brought).fields()).containsExactly(expected);
    assertThat(DATUM.send(data("{'token':'" + brought + "'}")).fields()).containsExactly(expected);
  }

  @Test
  void whatIsNotBroughtIsTheSecret() {
    assertThat(SLOT.send().fields()).containsExactly(OWN);
    assertThat(FIELD.send("Authorization: Bearer m4rk3r").fields()).containsExactly(OWN);
    assertThat(DATUM.send(data("{}"), "Authorization: Bearer m4rk3r").fields())
        .containsExactly(OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "bearer ",
        "Bearer  m4rk3r",
        " m4rk3r",
        "m4rk3r ",
        "m4rk3r m4rk3r",
        "Bearer m4rk3r, Bearer m4rk3r",
        "Basic bTRyazNyOm00cmszcg==",
        "Bearer Bearer m4rk3r",
        "m4rk3r\u00e9",
        "m4rk3r\tm4rk3r"
      })
  void anotherFormRejectsAndIsNotShown(String brought) {
    assertBrought(SLOT.send("Authorization: " + brought), "Authorization");
    assertBrought(FIELD.send("X-My-Key: " + brought), "X-My-Key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer  m4rk3r",
        "m4rk3r m4rk3r",
        "Basic bTRyazNyOm00cmszcg==",
        "m4rk3r\\u00e9",
        "m4rk3r\\u20ac",
        "m4rk3r\\n",
        "m4rk3r\\r\\nX-A: m4rk3r",
        "m4rk3r\\tm4rk3r"
      })
  void anotherFormInTheDataRejectsAndIsNotShown(String brought) {
    Exchange.Outcome outcome = DATUM.send(data("{'token':'" + brought + "'}"));

    assertBrought(outcome, Carried.CARRIER);
    assertThat(outcome.decision().toString()).contains("under `token`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "null", "7", "['m4rk3r']", "{'m4rk3r':1}", "' m4rk3r'"})
  void aKeyOfAnotherTypeIsNoCredentialEither(String value) {
    Exchange.Outcome outcome = DATUM.send(data("{'token':" + value + "}"));

    assertThat(outcome.reason()).isEqualTo("caller-data");
    assertThat(outcome.decision().toString()).contains("`token`").doesNotContain("m4rk3r");
  }

  @Test
  void twoOfThemRejectUnderWhateverSpellingAndEvenIfTheyAreAlike() {
    assertBrought(SLOT.send("Authorization: m4rk3r", "authorization: m4rk3r"), "Authorization");
    assertBrought(FIELD.send("X-My-Key: m4rk3r", "x_my_key: m4rk3r-2"), "X-My-Key");
  }

  @Test
  void aNominatedOneIsNotThere() {
    assertThat(SLOT.send("Authorization: m4rk3r", "Connection: authorization").fields())
        .containsExactly(OWN);
    assertThat(FIELD.send("X-My-Key: a", "Connection: x-my-key", "X_MY_KEY: b").fields())
        .containsExactly(OWN);
  }

  @ParameterizedTest
  @CsvSource({
    "bTRyazNyOnB3,         Basic bTRyazNyOnB3, true",
    "m4rk3r:pw,            Basic bTRyazNyOnB3, false",
    "m4rk3r:p w,           Basic bTRyazNyOnAgdw==, false",
  })
  void aBasicCredentialComesBareOrInBase64(String brought, String rendered, boolean base64) {
    Exchange basic = Carried.under(mayBring("Authorization", "basic", field("Authorization")));

    for (String prefix : base64 ? new String[] {"Basic ", "basic ", "BASIC "} : new String[] {""}) {
      assertThat(basic.send("Authorization: " + prefix + brought).fields())
          .containsExactly("Authorization: " + rendered);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m4rk3r",
        "m4rk3r:",
        "Basic",
        "Basic m4rk3r!",
        "Bearer m4rk3r",
        "Bearer m4rk3r:m4rk3r",
        "Digest username=m4rk3r, uri=a:b"
      })
  void whatIsNoBasicCredentialRejects(String brought) {
    assertBrought(basic().send("Authorization: " + brought), "Authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m4rk3r", "m4rk3r:", "m4rk3r:pw\n", "m4rk3r:pw\r\n", "m4rk3r:\u0001", ""})
  void whatIsNoBasicCredentialInBase64Rejects(String decoded) {
    String base64 = Base64.getEncoder().encodeToString(decoded.getBytes(US_ASCII));

    assertBrought(basic().send("Authorization: Basic " + base64), "Authorization");
  }

  private static Exchange basic() {
    return Carried.under(mayBring("Authorization", "basic", field("Authorization")));
  }

  @Test
  void aRawCredentialHasNoPrefixToTakeOff() {
    assertThat(
            Carried.under(mayBring("X-Api-Key", "raw", field("X-Api-Key")))
                .send("x_api_key: Token m4rk3r")
                .fields())
        .containsExactly("X-Api-Key: Token m4rk3r");
  }

  @Test
  void aSecretThatCannotBeHadIsNotMissedWhereACallerBringsItsOwn() {
    Exchange broke = Carried.withoutSecrets(mayBring("Authorization", "bearer", field("X-My-Key")));

    assertThat(broke.send("X-My-Key: m4rk3r").fields())
        .containsExactly("Authorization: Bearer m4rk3r");
    assertThat(broke.send().reason()).isEqualTo("secret");
    assertBrought(broke.send("X-My-Key: a b"), "X-My-Key");
  }

  @Test
  void withoutASecretACallerMustBringOne() {
    for (Bring bring : new Bring[] {field("X-My-Key"), key("token")}) {
      Exchange bare = Carried.under(brings("Authorization", "bearer", bring));

      assertThat(bare.generation().unusable()).isEmpty();
      assertThat(bare.send("X-My-Key: m4rk3r", data("{'token':'m4rk3r'}")).fields())
          .containsExactly("Authorization: Bearer m4rk3r");
      assertThat(bare.send("Authorization: m4rk3r").reason()).isEqualTo("no-credential");
      assertThat(bare.send().decision().toString()).contains("`Authorization` has no credential");
    }
  }

  @Test
  void aBringFieldServesNothingElseAndIsSealedWhereItsRuleIsNotInForce() {
    Rule[] rules = {
      mayBring("Authorization", "bearer", field("X-My-Key"), at("POST")),
      mayBring("Authorization", "bearer", key("token"), at("GET")),
      allow("*")
    };
    Exchange open = Carried.under(rules);
    Exchange strict = Carried.rejecting(Removal.SEALED, rules);

    for (Exchange exchange : new Exchange[] {open, strict}) {
      assertThat(exchange.request("POST", "/", "X-My-Key: m4rk3r").fields())
          .containsExactly("Authorization: Bearer m4rk3r");
    }
    assertThat(open.request("GET", "/", "X-My-Key: m4rk3r").fields()).containsExactly(OWN);
    assertThat(open.request("GET", "/", "x_my_key: m4rk3r").removed())
        .containsEntry("x_my_key", Removal.SEALED);
    Exchange.Outcome rejected = strict.request("GET", "/", "x_my_key: m4rk3r");
    assertThat(rejected.reason()).isEqualTo("sealed");
    assertThat(rejected.decision().toString()).contains("`x_my_key`").doesNotContain("m4rk3r");
    assertThat(open.request("PUT", "/", "X-My-Key: m4rk3r").reason()).isEqualTo("no-credential");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-My-Key", "x_my_key"})
  void nothingIsBroughtAmongTheFieldsOfTheData(String name) {
    Rule rule = mayBring("Authorization", "bearer", field("X-My-Key"));
    String line = data("{'extra':{'" + name + "':'m4rk3r'}}");

    assertThat(Carried.under(rule).send(line).fields()).containsExactly(OWN);
    assertThat(Carried.rejecting(Removal.SEALED, rule).send(line).reason()).isEqualTo("sealed");
    assertThat(Carried.under(rule).send(line, "X-My-Key: m4rk3r").reason())
        .isEqualTo("caller-data");
  }

  @Test
  void aBringFieldOfOneProviderIsSealedForTheOthers() {
    Provider other =
        Provider.of("o", "https://o.example", brings("X-Api-Key", "raw", field("X-My-Key")));
    Exchange exchange =
        Exchange.under(
            Carried.policy(Provider.of("p", "https://p.example", allow("X-*")), other), Map.of());

    Exchange.Outcome outcome = exchange.send("X-My-Key: m4rk3r", "X-A: a");

    assertThat(outcome.fields()).containsExactly("X-A: a");
    assertThat(outcome.removed()).containsEntry("X-My-Key", Removal.SEALED);
  }

  private static void assertBrought(Exchange.Outcome outcome, String field) {
    Optional<Rejection> rejection =
        outcome.decision() instanceof Decision.Reject reject
            ? Optional.of(reject.rejection())
            : Optional.empty();

    assertThat(rejection).map(Rejection::field).contains(field);
    assertThat(outcome.reason()).isEqualTo("brought");
    assertThat(outcome.decision().toString()).doesNotContain("m4rk3r", "bTRyazNy");
  }
}
