package io.letterhead.policy;

import static io.letterhead.policy.Carried.CARRIER;
import static io.letterhead.policy.Carried.at;
import static io.letterhead.policy.Carried.data;
import static io.letterhead.policy.Carried.datum;
import static io.letterhead.policy.Carried.key;
import static io.letterhead.policy.Carried.mayBring;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.require;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field that carries a caller's data, and the texts that rules write from it. */
class CarrierTest {

  private static final Exchange TENANT = Carried.under(datum("X-Tenant", "tenant"), allow("*"));

  @Test
  void theCarrierIsReadInEverySpellingAndNeverLeaves() {
    for (String name : List.of(CARRIER, "x-provider-data", "X_PROVIDER.data")) {
      Exchange.Outcome outcome = TENANT.send(name + ": {\"tenant\":\"t\"}");

      assertThat(outcome.fields()).containsExactly("X-Tenant: t");
      assertThat(outcome.removed()).isEqualTo(Map.of(name, Removal.SEALED));
    }
  }

  @Test
  void aNominatedCarrierIsNotThereAndNotRead() {
    for (String option : List.of(CARRIER, "x_provider_data")) {
      Exchange.Outcome outcome = TENANT.send("Connection: " + option, data("{m4rk3r"));

      assertThat(outcome.fields()).isEmpty();
      assertThat(outcome.removed()).containsEntry(CARRIER, Removal.NOMINATED);
    }
  }

  @Test
  void twoCarriersRejectEvenIfTheyAreAlikeOrEmptyOfData() {
    for (String other : List.of(CARRIER, "x_provider_data")) {
      Exchange.Outcome outcome = TENANT.send(data("{}"), other + ": {}");

      assertThat(outcome.reason()).isEqualTo("caller-data");
      assertThat(outcome.decision().toString()).contains("`" + CARRIER + "` comes twice");
    }
  }

  @Test
  void whereTheCarrierIsConsumedNoRejectionOfSealedFieldsMeansIt() {
    Exchange strict = Carried.rejecting(Removal.SEALED, datum("X-Tenant", "tenant"));

    assertThat(strict.send(data("{'tenant':'t'}")).fields()).containsExactly("X-Tenant: t");
    assertThat(strict.send("x_provider_data: {}").fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "", "{'a':1,'a':2}", "{'m4rk3r':m4rk3r}"})
  void aProviderThatReadsNothingOfItStillRejectsWhatIsMalformed(String json) {
    Exchange plain =
        Exchange.under(Carried.policy(Provider.of("p", "https://p.example")), Map.of());

    assertThat(plain.send(data(json)).reason()).isEqualTo("caller-data");
    assertThat(plain.send(data(json)).decision().toString()).doesNotContain("m4rk3r");
    assertThat(plain.send(data("{'tenant':7,'extra':null}")).fields()).isEmpty();
  }

  @Test
  void aKeyOfAnotherProviderIsIgnoredWhateverItHolds() {
    Exchange two =
        Exchange.under(
            Carried.policy(
                Provider.of("p", "https://p.example", datum("X-Tenant", "tenant")),
                Provider.of("o", "https://o.example", datum("X-Other", "other"))),
            Map.of());

    assertThat(two.send(data("{'tenant':'t','other':{'a':[null,'m4rk3r\\n']}}")).fields())
        .containsExactly("X-Tenant: t");
  }

  @Test
  void aKeyThatOneClassReadsIsCheckedInEveryClassAndWrittenInThatOne() {
    Exchange exchange = Carried.under(datum("X-Tenant", "tenant", at("POST")));

    assertThat(exchange.request("POST", "/", data("{'tenant':'t'}")).fields())
        .containsExactly("X-Tenant: t");
    assertThat(exchange.request("GET", "/", data("{'tenant':'t'}"), "X-Tenant: m4rk3r").fields())
        .isEmpty();
    assertThat(exchange.request("GET", "/", data("{'tenant':7}")).reason())
        .isEqualTo("caller-data");
  }

  @Test
  void oneKeyMayBeWrittenUnderSeveralNames() {
    assertThat(
            Carried.under(datum("X-A", "tenant"), datum("X-B", "tenant"))
                .send(data("{'tenant':'t'}"))
                .fields())
        .containsExactly("X-A: t", "X-B: t");
  }

  @ParameterizedTest
  @CsvSource({
    "\\u00e9,       non-ascii",
    "\\u0080,       non-ascii",
    "\\u00ff,       non-ascii",
    "\\u0100,       malformed-value",
    "\\ud83d\\ude00, malformed-value",
    "\\u0000,       malformed-value",
    "\\r\\n,        malformed-value",
    "\\u007f,       malformed-value",
  })
  void aTextThatNoFieldMayHoldRejectsAndNamesCarrierAndKey(String escape, String reason) {
    Exchange.Outcome outcome = TENANT.send(data("{'tenant':'m4rk3r" + escape + "m4rk3r'}"));

    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(outcome.decision().toString())
        .contains("the field `" + CARRIER + "` holds under `tenant` a")
        .doesNotContain("m4rk3r");
  }

  @Test
  void aRequiredFieldIsMetByATextAndNotByAnAbsentOne() {
    Exchange required = Carried.under(datum("X-Tenant", "tenant"), require("X-Tenant"));

    assertThat(required.send(data("{'tenant':'t'}")).fields()).containsExactly("X-Tenant: t");
    assertThat(required.send(data("{}")).reason()).isEqualTo("required");
    assertThat(required.send().reason()).isEqualTo("required");
    assertThat(required.send("X-Tenant: m4rk3r").reason()).isEqualTo("required");
  }

  @Test
  void ofSeveralFaultsTheOneThatIsShownDoesNotDependOnTheOrderOfFields() {
    Exchange exchange =
        Carried.under(
            datum("X-Tenant", "tenant"),
            require("X-Tenant"),
            mayBring("Authorization", "bearer", key("token")));
    String broken = data("{'tenant':7,'token':'m4rk3r m4rk3r'}");

    assertThat(exchange.send(broken, "Content-Type: a", "Content-Type: b").reason())
        .isEqualTo("caller-data");
    assertThat(exchange.send("Content-Type: a", "Content-Type: b", broken).reason())
        .isEqualTo("caller-data");
    assertThat(exchange.send(data("{'token':'m4rk3r m4rk3r'}")).reason()).isEqualTo("brought");
    assertThat(exchange.send(broken, "X-A: \0").reason()).isEqualTo("malformed-value");
  }
}
