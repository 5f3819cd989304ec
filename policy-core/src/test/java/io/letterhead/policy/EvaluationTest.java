package io.letterhead.policy;

import static io.letterhead.policy.Exchange.KEY;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.allowOneOf;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.policy;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.require;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seven lines of the language, one behaviour at a time. */
class EvaluationTest {

  private static final Exchange BEARER = Exchange.under(inject("Authorization", "key", "bearer"));

  @Test
  void aCallersCredentialIsReplacedByThePolicys() {
    assertThat(BEARER.send("authorization: Bearer CALLER", "AUTHORIZATION: x").fields())
        .containsExactly("Authorization: Bearer " + KEY);
  }

  @Test
  void whatThePolicyWritesLeavesByNameInWhateverOrderItStands() {
    assertThat(
            Exchange.under(set("X-C", "1"), fallback("X-B", "2"), set("x-a", "3")).send().fields())
        .containsExactly("x-a: 3", "X-B: 2", "X-C: 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-api-key",
        "X_Api_Key",
        "x.api.key",
        "x~api~key",
        "api-key",
        "Cookie",
        "X-Forwarded-For",
        "x_forwarded_whatever",
        "Proxy-Authorization",
        "X-Amz-Security-Token",
        "x-real-ip"
      })
  void everyReservedNameIsSealedInEverySpelling(String name) {
    Exchange open = Exchange.under(allow("*"), inject("Authorization", "key", "bearer"));

    Exchange.Outcome outcome = open.send(name + ": CALLER");

    assertThat(outcome.fields()).containsExactly("Authorization: Bearer " + KEY);
    assertThat(outcome.removed()).containsExactly(Map.entry(name, Removal.SEALED));
  }

  @Test
  void nothingPassesUnlistedButTheMessagesOwnFields() {
    assertThat(Exchange.under().send("Accept: a", "X-Other: b", "content_type: c").fields())
        .containsExactly("Accept: a");
  }

  @Test
  void aGlobTakesNoAliasAndNoExactOnlyName() {
    Exchange open = Exchange.under(allow("*"));

    assertThat(open.send("X-A: 1", "X_B: 2", "X-HTTP-Method-Override: DELETE").fields())
        .containsExactly("X-A: 1");
    assertThat(
            Exchange.under(allow("X-HTTP-Method-Override"))
                .send("x-http-method-override: P")
                .fields())
        .containsExactly("X-HTTP-Method-Override: P");
  }

  @Test
  void anExactRulesSpellingGoesOnTheWire() {
    assertThat(Exchange.under(allow("X-Tenant")).send("x_tenant: a").fields())
        .containsExactly("X-Tenant: a");
  }

  @Test
  void twoSpellingsOfOneNameRejectInEitherOrder() {
    Exchange exact = Exchange.under(allow("X-Tenant"));

    assertThat(exact.send("X-Tenant: a", "x_tenant: b").reason()).isEqualTo("spellings");
    assertThat(exact.send("x_tenant: b", "X-Tenant: a").reason()).isEqualTo("spellings");
    assertThat(exact.send("x-tenant: a", "X-TENANT: b").fields())
        .containsExactly("X-Tenant: a", "X-Tenant: b");
  }

  @Test
  void denyWinsOverEveryAllow() {
    assertThat(Exchange.under(allow("X-A", "X-*"), deny("x-a*")).send("X_A: 1", "X-B: 2"))
        .satisfies(outcome -> assertThat(outcome.fields()).containsExactly("X-B: 2"))
        .satisfies(outcome -> assertThat(outcome.removed()).containsEntry("X_A", Removal.DENIED));
  }

  @Test
  void aRenamedFieldLeavesUnderItsNewNameWhichNobodyElseMayWrite() {
    Exchange renaming = Exchange.under(rename("X-Tenant", "X-Tenant-ID"));

    assertThat(renaming.send("X-Tenant: a", "X-Tenant-ID: forged").fields())
        .containsExactly("X-Tenant-ID: a");
    assertThat(renaming.send("X-Tenant: a", "X-Tenant: b").reason()).isEqualTo("repeated");
  }

  @Test
  void aDefaultIsWrittenOnlyWhereNothingArrives() {
    Exchange falling = Exchange.under(fallback("X-Tier", "free"));

    assertThat(falling.send().fields()).containsExactly("X-Tier: free");
    assertThat(falling.send("x-tier: paid").fields()).containsExactly("X-Tier: paid");
    assertThat(falling.send("x-tier: paid", "Connection: X-Tier").fields())
        .containsExactly("X-Tier: free");
  }

  @Test
  void aNominatedFieldIsRemovedButNeverThePolicysOwn() {
    Exchange all = Exchange.under(allow("X-*"), set("X-Source", "gateway"));

    assertThat(
            all.send("Connection: close, x_a ,\tX-Source", "X-A: 1", "Connection: X-B", "X-B: 2")
                .fields())
        .containsExactly("X-Source: gateway");
    assertThat(all.send("Connection: \"x\"").reason()).isEqualTo("malformed-value");
  }

  @Test
  void aFailedGuardRejects() {
    Exchange tiers = Exchange.under(allowOneOf("X-Tier", "free", "paid"));

    assertThat(tiers.send("X-Tier: free").fields()).containsExactly("X-Tier: free");
    assertThat(tiers.send("X-Tier: gold").reason()).isEqualTo("guard");
    assertThat(tiers.send("X-Tier: free", "X-Tier: gold").reason()).isEqualTo("guard");
  }

  @Test
  void aValueMayBeAsLongAsItsGuardSaysAndNoLonger() {
    Exchange brief =
        Exchange.under(
            new Rule.Allow(
                allow("X-Tier").operands(),
                ImmutableList.of(new Guard.MaxLength(4)),
                Terms.IN_CODE));

    assertThat(brief.send("X-Tier: free").fields()).containsExactly("X-Tier: free");
    assertThat(brief.send("X-Tier: ").fields()).containsExactly("X-Tier: ");
    assertThat(brief.send("X-Tier: frees").reason()).isEqualTo("guard");
  }

  @Test
  void theGuardsOfEveryRuleThatNamesAFieldMustHold() {
    Exchange globs = Exchange.under(allow("X-T*"), allowOneOf("X-*r", "free"));

    assertThat(globs.send("X-Tier: gold").reason()).isEqualTo("guard");
    assertThat(globs.send("X-Team: gold").fields()).containsExactly("X-Team: gold");
  }

  @Test
  void aRequiredFieldMustLeaveAndNotBeBlank() {
    Exchange requiring = Exchange.under(rename("X-Tenant", "X-Tenant-ID"), require("X-Tenant-ID"));

    assertThat(requiring.send("X-Tenant: a").fields()).containsExactly("X-Tenant-ID: a");
    assertThat(requiring.send("X-Tenant-ID: a").reason()).isEqualTo("required");
    assertThat(requiring.send("X-Tenant:  \t").reason()).isEqualTo("required");
    assertThat(requiring.send("X-Tenant: a", "Connection: X-Tenant").reason())
        .isEqualTo("required");
  }

  @Test
  void aMissingSecretIsNeverAnEmptyCredential() {
    Exchange broke =
        Exchange.under(
            policy(Provider.of("p", "https://p.example", inject("X-Api-Key", "key", "raw"))),
            Map.of("key", "\n"));

    assertThat(broke.send().reason()).isEqualTo("secret");
  }

  @Test
  void aRequiredCredentialWithoutItsSecretIsNotSaidToBeMissingFromTheRequest() {
    Rule.Inject at = Carried.mayBring("X-Slot", "raw", Carried.field("X-Mine"), Carried.at("POST"));
    Exchange broke = Exchange.under(policy(provider(at, require("X-Slot"))), Map.of());

    assertThat(broke.send().reason()).isEqualTo("secret");
    assertThat(broke.request("GET", "/").reason()).isEqualTo("required");
  }

  @Test
  void whatAPlugInWouldHaveWrittenIsNotSaidToBeMissingFromARejectedRequest() {
    Rule[] rules = {
      inject("Authorization", "key", "bearer"), Echoing.rule("X-Out", "X-In"), require("X-Out")
    };

    assertThat(Exchange.under(policy(provider(rules)), Map.of()).send().reason())
        .isEqualTo("secret");
    assertThat(Exchange.under(rules).send().reason()).isEqualTo("required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u000bb", "a\u007fb", "a\u010db", "\u2028"})
  void aControlCharacterInAnyValueRejectsEvenWhereTheFieldWouldBeRemoved(String value) {
    assertThat(BEARER.send("X-Removed: " + value).reason()).isEqualTo("malformed-value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x y",
        "x\r\ny",
        "X-API-\u212AEY",
        "author\u0131zation",
        "x\u017f",
        ":path",
        "x\0"
      })
  void whatIsNoTokenRejects(String name) {
    RequestHead head = RequestHead.builder("GET", RequestTarget.parse("/")).add(name, "v").build();

    assertThat(BEARER.send(head).reason()).isEqualTo("malformed-name");
  }

  @Test
  void opaqueBytesRejectOnlyWhereTheFieldWouldPass() {
    for (String octet : List.of("\u0080", "\u00e9", "\u00ff")) {
      assertThat(Exchange.under().send("Accept: " + octet).reason()).isEqualTo("non-ascii");
    }
    assertThat(Exchange.under().send("X-Removed: \u00e9").fields()).isEmpty();
  }

  @Test
  void aSecondContentTypeRejects() {
    assertThat(Exchange.under().send("Content-Type: a", "content-type: b").reason())
        .isEqualTo("repeated");
  }

  @Test
  void anAliasThatIsRemovedIsNoSecondContentTypeInEitherOrder() {
    Exchange open = Exchange.under(allow("*"));

    assertThat(open.send("Content_Type: a", "Content-Type: b").fields())
        .containsExactly("Content-Type: b");
    assertThat(open.send("Content-Type: b", "Content_Type: a").fields())
        .containsExactly("Content-Type: b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "TRACE", "trace", "Connect"})
  void connectAndTraceAreNeverSent(String method) {
    assertThat(BEARER.request(method, "/").reason()).isEqualTo("method-refused");
  }

  @Test
  void aMethodThatIsNoTokenRejects() {
    assertThat(BEARER.request("GE T", "/").reason()).isEqualTo("malformed-method");
  }

  private static Provider provider(Rule... rules) {
    return Provider.of("p", "https://p.example", rules);
  }
}
