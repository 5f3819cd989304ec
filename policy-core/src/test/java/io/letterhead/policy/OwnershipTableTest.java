package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.analysis.OwnershipTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table that a reviewer reads says what can leave and who writes it: no more, no less. */
class OwnershipTableTest {

  @Test
  void withoutRulesOnlyTheTransportsAndTheMessagesFieldsLeave() {
    assertThat(table())
        .extracting(row -> row.owner().id() + " " + row.name())
        .containsExactly(
            "transport Connection",
            "transport Content-Length",
            "transport Expect",
            "transport HTTP2-Settings",
            "transport Host",
            "transport Keep-Alive",
            "transport Proxy-Authenticate",
            "transport Proxy-Authentication-Info",
            "transport Proxy-Connection",
            "transport Sec-WebSocket-*",
            "transport TE",
            "transport Trailer",
            "transport Transfer-Encoding",
            "transport Upgrade",
            "caller Accept",
            "caller Accept-Encoding",
            "caller Accept-Language",
            "caller Content-Encoding",
            "caller Content-Language",
            "caller Content-Type");
    assertThat(table())
        .allSatisfy(row -> assertThat(row.causes()).hasSize(1))
        .flatExtracting(OwnershipTable.Row::causes)
        .allSatisfy(cause -> assertThat(cause.summary()).startsWith("built-in: "));
  }

  @Test
  void eachRuleHasItsRow() {
    assertThat(
            shown(
                inject("Authorization", "key", "bearer"),
                set("X-Source", "gateway"),
                rename("X-Tenant", "X-Tenant-ID"),
                fallback("X-Tier", "free"),
                allow("X-Team", "X-Stage-*")))
        .containsExactly(
            "Authorization policy [inject Authorization from secret key as bearer]",
            "X-Source policy [set X-Source]",
            "X-Tenant-ID policy [rename X-Tenant to X-Tenant-ID]",
            "X-Stage-* caller [allow [X-Team, X-Stage-*]]",
            "X-Team caller [allow [X-Team, X-Stage-*]]",
            "X-Tier caller [default X-Tier]");
  }

  @Test
  void aGlobIsTheCallersEvenWhereItsShortestNameIsThePolicys() {
    assertThat(shown(allow("X-Api-Key*"), inject("X-Api-Key", "key", "raw")))
        .containsExactly(
            "X-Api-Key policy [inject X-Api-Key from secret key as raw]",
            "X-Api-Key* caller [allow X-Api-Key*]");
    assertThat(shown(allow("X-A*"), set("X-A", "v"), allow("X-A1")))
        .containsExactly(
            "X-A policy [set X-A]", "X-A* caller [allow X-A*]", "X-A1 caller [allow X-A1]");
    assertThat(shown(allow("*"), set("A", "v")))
        .containsExactly("A policy [set A]", "* caller [allow *]");
  }

  @Test
  void aListsGlobHasNoRowBecauseARuleNamesOneOfItsNames() {
    assertThat(shown(allow("X-Pass-Through")))
        .containsExactly("X-Pass-Through caller [allow X-Pass-Through]");
    assertThat(shown(inject("X-Portkey-Api-Key", "key", "raw")))
        .containsExactly(
            "X-Portkey-Api-Key policy [inject X-Portkey-Api-Key from secret key as raw]");
  }

  @Test
  void whatADenyTakesHasNoRow() {
    assertThat(shown(allow("X-*", "Y-A"), deny("X-B*", "Y-A", "Y-*"), allow("X-A*", "Z")))
        .containsExactly(
            "X-* caller [allow [X-*, Y-A]]",
            "X-A* caller [allow [X-*, Y-A], allow [X-A*, Z]]",
            "Z caller [allow [X-A*, Z]]");
    assertThat(names(deny("Accept*"))).contains("Content-Type").doesNotContain("Accept");
  }

  @Test
  void aGroupsMembersHaveARowEach() {
    assertThat(shown(allow("@conditional")))
        .containsExactly("If-* caller [allow @conditional]", "Range caller [allow @conditional]");
  }

  @Test
  void aNameThatAGlobTakesInIsStillNotTheCallersIfReserved() {
    assertThat(names(allow("*"))).contains("*").doesNotContain("Authorization", "X-Forwarded-*");
  }

  @Test
  void aRenamesSourceLeavesUnderItsTargetsNameOnly() {
    assertThat(names(rename("Accept", "X-Accept"))).contains("X-Accept").doesNotContain("Accept");
    assertThat(Exchange.under(rename("X-A", "X-B")).provider().shortestLeaving("X-A")).isEmpty();
  }

  @Test
  void theTableDoesNotDependOnTheOrderOfRules() {
    Rule[] rules = {
      allow("X-*"), set("X-B", "v"), allow("x_a"), allow("X-A"), deny("X-C"), rename("D", "E")
    };
    Rule[] reversed = ImmutableList.copyOf(rules).reverse().toArray(Rule[]::new);

    assertThat(shown(reversed)).isEqualTo(shown(rules));
  }

  @Test
  void theShortestLeavingNameIsAProof() {
    ProviderPolicy policy =
        Exchange.under(allow("X-Abc*", "Q"), deny("X-Abc"), set("X-Z", "v")).provider();

    assertThat(policy.shortestLeaving("X-A*")).contains("x-abca");
    assertThat(policy.shortestLeaving("x-z")).contains("x-z");
    assertThat(policy.shortestLeaving("*")).contains("q");
    assertThat(policy.shortestLeaving("X-Abc")).isEmpty();
    assertThat(policy.shortestLeaving("Auth*")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> policy.shortestLeaving(""));
    assertThatIllegalArgumentException().isThrownBy(() -> policy.shortestLeaving("a b"));
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullHasNoTable() {
    assertThatNullPointerException().isThrownBy(() -> OwnershipTable.of(null));
    assertThatNullPointerException().isThrownBy(() -> new OwnershipTable(null));
    assertThatNullPointerException()
        .isThrownBy(() -> new OwnershipTable.Row(null, Owner.CALLER, ImmutableList.of()));
    assertThatNullPointerException()
        .isThrownBy(() -> new OwnershipTable.Row("a", null, ImmutableList.of()));
    assertThatNullPointerException()
        .isThrownBy(() -> new OwnershipTable.Row("a", Owner.CALLER, null));
  }

  private static ImmutableList<OwnershipTable.Row> table(Rule... rules) {
    return OwnershipTable.of(Exchange.under(rules).provider()).rows();
  }

  private static List<String> names(Rule... rules) {
    return table(rules).stream().map(OwnershipTable.Row::name).toList();
  }

  /** The rows of the file's rules: neither the transport's nor the message's own. */
  private static List<String> shown(Rule... rules) {
    return table(rules).stream()
        .filter(row -> row.causes().stream().allMatch(cause -> cause.position().isPresent()))
        .map(
            row ->
                row.name()
                    + " "
                    + row.owner().id()
                    + " "
                    + row.causes().stream().map(Cause::summary).toList())
        .toList();
  }
}
