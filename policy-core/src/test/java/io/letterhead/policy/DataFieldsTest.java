package io.letterhead.policy;

import static io.letterhead.policy.Carried.data;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.allowOneOf;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.require;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields among a caller's data face the same lines as those of its head. */
class DataFieldsTest {

  @Test
  void theyPassByExactRulesGlobsAndGroupsBehindThoseOfTheHead() {
    Exchange exchange = Carried.under(allow("X-Exact"), allow("X-G-*"), allow("@tracing"));

    assertThat(
            exchange
                .send(
                    data("{'extra':{'x_exact':'1','X-G-a':'2','traceparent':'3','X-Other':'4'}}"),
                    "X-G-Head: 0")
                .fields())
        .containsExactly("X-G-Head: 0", "X-Exact: 1", "X-G-a: 2", "traceparent: 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept", "Accept-Encoding", "Accept-Language", "Content-Type"})
  void notEvenTheMessagesOwnFieldsPassByDefault(String name) {
    String line = data("{'extra':{'" + name + "':'a'}}");

    assertThat(Carried.under().send(line).removed()).containsEntry(name, Removal.UNLISTED);
    assertThat(Carried.rejecting(Removal.UNLISTED).send(line).reason()).isEqualTo("unlisted");
    assertThat(Carried.under().send(name + ": a").fields()).containsExactly(name + ": a");
    for (String operand : new String[] {name, "@message", "*"}) {
      assertThat(Carried.under(allow(operand)).send(line).fields()).containsExactly(name + ": a");
    }
  }

  @Test
  void deniesRenamesAndGuardsHoldForThem() {
    Exchange exchange =
        Carried.under(
            allow("X-*"),
            deny("x-internal*"),
            rename("X-Tenant", "X-Tenant-ID"),
            allowOneOf("X-Tier", "free"));

    assertThat(
            exchange
                .send(data("{'extra':{'X_Internal':'a','X-Tenant':'t','x_tier':'free'}}"))
                .fields())
        .containsExactly("X-Tenant-ID: t", "X-Tier: free");
    assertThat(exchange.send(data("{'extra':{'X-Tier':'m4rk3r'}}")).reason()).isEqualTo("guard");
    assertThat(exchange.send(data("{'extra':{'X-Tenant':'a','x-tenant':'b'}}")).reason())
        .isEqualTo("repeated");
    assertThat(exchange.send(data("{'extra':{'X-Tenant-ID':'m4rk3r'}}")).fields()).isEmpty();
  }

  @Test
  void anAliasPassesByAnExactRuleOnlyAndAnExactOnlyNameToo() {
    Exchange open = Carried.under(allow("*"));

    assertThat(
            open.send(data("{'extra':{'X_A':'m4rk3r','X-HTTP-Method-Override':'m4rk3r'}}"))
                .fields())
        .isEmpty();
    assertThat(Carried.under(allow("X-A")).send(data("{'extra':{'X_A':'1'}}")).fields())
        .containsExactly("X-A: 1");
  }

  @ParameterizedTest
  @CsvSource({
    "Host,            transport",
    "Content-Length,  transport",
    "transfer_encoding, transport",
    "Connection,      transport",
    "Sec-WebSocket-Protocol, transport",
    "Authorization,   sealed",
    "cookie,          sealed",
    "x_api_key,       sealed",
    "X-Forwarded-For, sealed",
    "X-Source,        sealed",
    "X_Source,        sealed",
  })
  void whatTheTransportOrThePolicyOwnsIsRemoved(String name, String removal) {
    Exchange exchange = Carried.under(allow("*"), set("X-Source", "gateway"));

    Exchange.Outcome outcome = exchange.send(data("{'extra':{'" + name + "':'m4rk3r'}}"));

    assertThat(outcome.fields()).containsExactly("X-Source: gateway");
    assertThat(outcome.removed().get(name)).extracting(Removal::id).isEqualTo(removal);
  }

  @ParameterizedTest
  @CsvSource({"X-Provider-Data", "x_provider_data", "x.provider.data"})
  void aCarrierInsideOfTheCarrierIsNone(String name) {
    String line = data("{'extra':{'" + name + "':'{}'}}");

    assertThat(Carried.under(allow("*")).send(line).reason()).isEqualTo("caller-data");
  }

  @Test
  void aFieldOfTheDataIsNoNominationButMayBeNominated() {
    Exchange open = Carried.under(allow("*"));

    assertThat(open.send(data("{'extra':{'Connection':'X-A','X-A':'a'}}")).fields())
        .containsExactly("X-A: a");
    assertThat(open.send("Connection: x_a", data("{'extra':{'X-A':'a'}}")).removed())
        .containsEntry("X-A", Removal.NOMINATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A", "x-a", "X_A"})
  void aNameInHeadAndDataRejectsWhateverBecomesOfEither(String inData) {
    for (Rule rule : new Rule[] {allow("X-A"), deny("X-A"), allow("X-Other"), set("X-A", "a")}) {
      Exchange.Outcome outcome =
          Carried.under(rule).send("X-A: m4rk3r", data("{'extra':{'" + inData + "':'m4rk3r'}}"));

      assertThat(outcome.reason()).isEqualTo("caller-data");
      assertThat(outcome.decision().toString()).contains("`x-a`").doesNotContain("m4rk3r");
    }
  }

  @Test
  void twoSpellingsInTheDataRejectWhereBothWouldPass() {
    assertThat(Carried.under(allow("X-A")).send(data("{'extra':{'X-A':'1','X_A':'2'}}")).reason())
        .isEqualTo("spellings");
    assertThat(Carried.under(allow("X-*")).send(data("{'extra':{'X-A':'1','X_A':'2'}}")).fields())
        .containsExactly("X-A: 1");
    assertThat(Carried.under(allow("X-A")).send(data("{'extra':{'X-A':'1','x-a':'2'}}")).fields())
        .containsExactly("X-A: 1", "X-A: 2");
  }

  @Test
  void aDefaultIsWrittenWhereNeitherHeadNorDataHasTheField() {
    Exchange exchange = Carried.under(fallback("X-Tier", "free"), require("X-Tier"));

    assertThat(exchange.send(data("{'extra':{'x_tier':'paid'}}")).fields())
        .containsExactly("X-Tier: paid");
    assertThat(exchange.send(data("{'extra':{}}")).fields()).containsExactly("X-Tier: free");
    assertThat(exchange.send("Connection: X-Tier", data("{'extra':{'X-Tier':'paid'}}")).fields())
        .containsExactly("X-Tier: free");
  }

  @Test
  void aRequiredFieldIsMetByTheData() {
    Exchange exchange = Carried.under(rename("X-T", "X-Tenant"), require("X-Tenant"));

    assertThat(exchange.send(data("{'extra':{'X-T':'t'}}")).fields())
        .containsExactly("X-Tenant: t");
    assertThat(exchange.send(data("{'extra':{'X-Tenant':'t'}}")).reason()).isEqualTo("required");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Removed, \\u00e9,   ''",
    "X-Any,     \\u00e9,   non-ascii",
    "X-Any,     \\u0100,   malformed-value",
    "X-Removed, \\u0100,   malformed-value",
    "X-Removed, \\r\\n,    malformed-value",
    "X Any,     a,         malformed-name",
    "'',        a,         malformed-name",
    "X-\\u00e9, a,         malformed-name",
    ":path,     a,         malformed-name",
  })
  void namesAndValuesAreValidatedAsInTheHead(String name, String text, String reason) {
    Exchange.Outcome outcome =
        Carried.under(allow("X-Any"))
            .send(data("{'extra':{'" + name + "':'m4rk3r" + text + "m4rk3r'}}"));

    if (reason.isEmpty()) {
      assertThat(outcome.fields()).isEmpty();
    } else {
      assertThat(outcome.reason()).isEqualTo(reason);
      assertThat(outcome.decision().toString()).doesNotContain("m4rk3r");
    }
  }
}
