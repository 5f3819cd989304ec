package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For each name the rules of the first line that holds, all of them and no other. */
class ExplanationTest {

  @Test
  void theTransportsAndReservedNamesAreBuiltIn() {
    ProviderPolicy policy = Exchange.under(allow("*"), deny("Y*")).provider();

    assertThat(deciding(policy, "Host")).containsExactly("built-in: owned by the transport");
    assertThat(deciding(policy, "cookie")).containsExactly("built-in: a reserved credential slot");
    assertThat(deciding(policy, "X-Real-IP"))
        .containsExactly("built-in: a reserved forwarding or identity claim");
  }

  @Test
  void aSealedNameHasItsListAndItsWriters() {
    ProviderPolicy policy =
        Exchange.under(allow("*"), inject("Authorization", "key", "raw"), set("X-Set", "v"))
            .provider();

    assertThat(deciding(policy, "authorization"))
        .containsExactly(
            "built-in: a reserved credential slot", "inject Authorization from secret key as raw");
    assertThat(deciding(policy, "x_set")).containsExactly("set X-Set");
    assertThat(writing(policy, "x_set")).containsExactly("set X-Set");
    assertThat(writing(policy, "Cookie")).isEmpty();
  }

  @Test
  void aDenyIsBeforeEveryAllow() {
    ProviderPolicy policy =
        Exchange.under(allow("*"), deny("X-A"), deny("x-*"), deny("Y")).provider();

    assertThat(deciding(policy, "X-A")).containsExactly("deny X-A", "deny x-*");
    assertThat(deciding(policy, "X-B")).containsExactly("deny x-*");
  }

  @Test
  void anExactRuleIsBeforeAGlob() {
    ProviderPolicy policy =
        Exchange.under(allow("X-A"), allow("X-*"), allow("@message"), fallback("X-D", "v"))
            .provider();

    assertThat(deciding(policy, "X-A")).containsExactly("allow X-A");
    assertThat(deciding(policy, "X-B")).containsExactly("allow X-*");
    assertThat(deciding(policy, "X-D")).containsExactly("default X-D");
    assertThat(writing(policy, "X-D")).containsExactly("default X-D");
    assertThat(writing(policy, "X-A")).isEmpty();
    assertThat(deciding(policy, "Accept"))
        .containsExactly("allow @message", "built-in: allow @message");
    assertThat(deciding(policy, "X_B")).isEmpty();
    assertThat(deciding(policy, "Y")).isEmpty();
  }

  @Test
  void aMessagesOwnFieldThatARuleNamesIsThatRules() {
    ProviderPolicy policy = Exchange.under(allow("Accept")).provider();

    assertThat(deciding(policy, "Accept")).containsExactly("allow Accept");
    assertThat(deciding(policy, "Content-Type")).containsExactly("built-in: allow @message");
  }

  @Test
  void aRenameDecidesItsSourceAndWritesItsTarget() {
    ProviderPolicy policy = Exchange.under(rename("X-A", "X-B"), allow("X-*")).provider();

    assertThat(deciding(policy, "X-A")).containsExactly("rename X-A to X-B");
    assertThat(deciding(policy, "X-B")).containsExactly("rename X-A to X-B");
    assertThat(writing(policy, "X-A")).isEmpty();
    assertThat(writing(policy, "X-B")).containsExactly("rename X-A to X-B");
  }

  @Test
  void anExactOnlyNameIsDecidedByItsListOnlyWhereAGlobWouldTakeIt() {
    String list = "built-in: passes only by an allow that spells it out";

    assertThat(deciding(Exchange.under(allow("*")).provider(), "X-HTTP-Method-Override"))
        .containsExactly(list);
    assertThat(deciding(Exchange.under().provider(), "X-HTTP-Method-Override")).isEmpty();
  }

  @Test
  void whatACallerBringsIsTakenByTheRuleThatReadsIt() {
    ProviderPolicy policy =
        Carried.under(Carried.mayBring("Authorization", "raw", Carried.field("X-Mine")), allow("*"))
            .provider();

    assertThat(deciding(policy, Carried.CARRIER))
        .containsExactly("built-in: the caller-data carrier");
    assertThat(deciding(policy, "x_mine"))
        .containsExactly("inject Authorization from secret key or brought in field X-Mine as raw");
    assertThat(writing(policy, "X-Mine")).isEmpty();
  }

  @Test
  void whatAnotherProvidersCallersBringIsSealedByThatRule() {
    Rule brings = Carried.mayBring("Authorization", "raw", Carried.field("X-Mine"));
    Exchange first =
        Exchange.under(
            Carried.policy(
                Provider.of("p", "https://p.example", allow("*")),
                Provider.of("q", "https://q.example", brings)));

    assertThat(deciding(first.provider(), "X-Mine")).containsExactly(brings.summary());
    assertThat(first.send("X-Mine: v").removed()).containsEntry("X-Mine", Removal.SEALED);
  }

  @Test
  void aDeclaredProfilesSlotIsSealedByItsProfile() {
    Profile profile =
        new Profile(
            "mine",
            1,
            Optional.empty(),
            Operand.Name.of("X-Slot"),
            Positioned.inCode("raw"),
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableList.of(),
            Checked.HERE);
    Policy policy =
        new Policy(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(profile),
            Optional.empty(),
            Rules.NONE,
            ImmutableList.of(Provider.of("p", "https://p.example", allow("X-*"))));

    assertThat(deciding(Exchange.under(policy).provider(), "X-Slot"))
        .containsExactly("profile mine: a credential slot");
  }

  @Test
  void inAClassOfRequestsOnlyItsRulesDecide() {
    ProviderPolicy policy =
        Exchange.under(
                at("POST", allow("X-A")),
                at("GET", allow("X-A")),
                at("POST", allow("X-L*")),
                new Rule.Deny(deny("X-D").operands(), Carried.terms(Carried.at("GET"))),
                allow("X-*"),
                new Rule.Default(
                    Operand.Name.of("X-F"),
                    Positioned.inCode("v"),
                    Carried.terms(Carried.at("POST"))),
                new Rule.Set(
                    Operand.Name.of("X-S"),
                    new WrittenValue.Fixed(Positioned.inCode("v")),
                    Carried.terms(Carried.at("POST"))),
                Carried.mayBring(
                    "Authorization", "raw", Carried.field("X-Mine"), Carried.at("POST")))
            .provider();
    RequestClass post = classOf(policy, "POST");
    RequestClass get = classOf(policy, "GET");

    assertThat(summaries(policy.deciding(post, "X-A"))).containsExactly("allow X-A, when POST");
    assertThat(summaries(policy.deciding(get, "X-A"))).containsExactly("allow X-A, when GET");
    assertThat(summaries(policy.deciding(get, "X-L"))).containsExactly("allow X-*");
    assertThat(summaries(policy.deciding(post, "X-L")))
        .containsExactly("allow X-*", "allow X-L*, when POST");
    assertThat(summaries(policy.deciding(get, "X-D"))).containsExactly("deny X-D, when GET");
    assertThat(summaries(policy.deciding(post, "X-D"))).containsExactly("allow X-*");
    assertThat(summaries(policy.deciding(get, "X-F"))).isEmpty();
    assertThat(summaries(policy.writing(post, "X-F"))).containsExactly("default X-F, when POST");
    assertThat(summaries(policy.writing(get, "X-F"))).isEmpty();
    assertThat(summaries(policy.writing(post, "X-S"))).containsExactly("set X-S, when POST");
    assertThat(summaries(policy.writing(get, "X-S"))).isEmpty();
    assertThat(deciding(policy, "X-A"))
        .containsExactly("allow X-A, when GET", "allow X-A, when POST");
    assertThat(writing(policy, "X-S")).containsExactly("set X-S, when POST");
    assertThat(summaries(policy.deciding(post, "X-Mine"))).hasSize(1);
  }

  @Test
  void causesAreInTheOrderOfTheFile() {
    Rule later = new Rule.Deny(deny("X-A").operands(), Terms.at(Checked.at(9)));
    Rule earlier = new Rule.Deny(deny("X-*").operands(), Terms.at(Checked.at(2)));

    assertThat(deciding(Exchange.under(later, earlier, allow("*")).provider(), "X-A"))
        .containsExactly("deny X-*", "deny X-A");
  }

  private static Rule at(String method, Rule.Allow allow) {
    return new Rule.Allow(allow.operands(), allow.guards(), Carried.terms(Carried.at(method)));
  }

  private static RequestClass classOf(ProviderPolicy policy, String method) {
    return policy.classOf(RequestHead.builder(method, RequestTarget.parse("/")).build());
  }

  private static List<String> deciding(ProviderPolicy policy, String name) {
    return summaries(policy.deciding(name));
  }

  private static List<String> writing(ProviderPolicy policy, String name) {
    return summaries(policy.writing(name));
  }

  private static List<String> summaries(ImmutableList<Cause> causes) {
    return causes.stream().map(Cause::summary).toList();
  }
}
