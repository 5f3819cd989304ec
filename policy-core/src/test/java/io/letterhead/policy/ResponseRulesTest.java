package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a policy's own response rules do to a provider's fields, on their way to the caller. */
class ResponseRulesTest {

  private static final Condition POST = Carried.at("POST");

  private final List<String> passed = new ArrayList<>();
  private final Map<String, Removal> removed = new TreeMap<>();

  @Test
  void anAllowThatSpellsACookieOutLetsItPass() {
    receive(under(allow("Set-Cookie")), "POST", "set-cookie: a=b", "Alt-Svc: h3");

    assertThat(passed).containsExactly("set-cookie: a=b CALLER");
    assertThat(removed).containsExactly(Map.entry("Alt-Svc", Removal.DENIED));
  }

  @Test
  void aGlobIsNoAllowOfACookie() {
    receive(under(allow("Set-*", "X-A"), deny("X-A")), "POST", "Set-Cookie: a=b", "X-A: 1");

    assertThat(passed).isEmpty();
    assertThat(removed)
        .containsOnly(Map.entry("Set-Cookie", Removal.DENIED), Map.entry("X-A", Removal.DENIED));
  }

  @Test
  void aDenyTakesNamesGlobsAndGroupsInEverySpelling() {
    receive(
        under(deny("X-A", "X-B*", "@tracing")),
        "POST",
        "x_a: 1",
        "X-Bee: 2",
        "Traceparent: 3",
        "X-C: 4");

    assertThat(passed).containsExactly("X-C: 4 CALLER");
    assertThat(removed)
        .containsOnly(
            Map.entry("x_a", Removal.DENIED),
            Map.entry("X-Bee", Removal.DENIED),
            Map.entry("Traceparent", Removal.DENIED));
  }

  @Test
  void aRenamedFieldLeavesUnderItsNewNameAndNoOtherDoes() {
    receive(under(rename("X-Old", "X-New")), "POST", "x_old: 1", "X-New: 2", "x-old: 3");

    assertThat(passed).containsExactly("X-New: 1 POLICY", "X-New: 3 POLICY");
    assertThat(removed).containsExactly(Map.entry("X-New", Removal.SEALED));
  }

  @Test
  void whatIsSetIsAddedInTheOrderOfNamesAndTheProvidersOwnIsNot() {
    receive(under(set("X-B", "b"), set("X-A", "a")), "POST", "x_b: 1", "X-C: 2");

    assertThat(passed).containsExactly("X-C: 2 CALLER", "X-A: a POLICY", "X-B: b POLICY");
    assertThat(removed).containsExactly(Map.entry("x_b", Removal.SEALED));
  }

  @Test
  void eachRuleHoldsForTheRequestsOfItsCondition() {
    Terms terms = Carried.terms(POST);
    Exchange exchange =
        under(
            new Rule.Deny(deny("X-A").operands(), terms),
            new Rule.Allow(allow("Set-Cookie").operands(), ImmutableList.of(), terms),
            new Rule.Rename(
                Operand.Name.of("X-Old"), Operand.Name.of("X-New"), ImmutableList.of(), terms),
            new Rule.Set(
                Operand.Name.of("X-Set"), new WrittenValue.Fixed(Positioned.inCode("v")), terms));
    String[] lines = {"X-A: 1", "Set-Cookie: a=b", "X-Old: 2"};

    receive(exchange, "POST", lines);
    assertThat(passed)
        .containsExactly("Set-Cookie: a=b CALLER", "X-New: 2 POLICY", "X-Set: v POLICY");
    assertThat(removed).containsExactly(Map.entry("X-A", Removal.DENIED));

    passed.clear();
    removed.clear();
    receive(exchange, "GET", lines);
    assertThat(passed).containsExactly("X-A: 1 CALLER", "X-Old: 2 CALLER");
    assertThat(removed).containsExactly(Map.entry("Set-Cookie", Removal.DENIED));
  }

  @Test
  void aCacheControlThatThePolicySetsIsTheOnlyOne() {
    Provider provider =
        Provider.builder("p", Origin.parse("https://p.example"))
            .rules(
                new Rules(
                    ImmutableList.of(inject("Authorization", "key", "bearer")),
                    ImmutableList.of(set("Cache-Control", "no-store")),
                    ImmutableSet.of()))
            .build();
    receive(Exchange.under(Policies.policy(provider)), "POST", "Cache-Control: public");

    assertThat(passed).containsExactly("Cache-Control: no-store POLICY");
    assertThat(removed).containsExactly(Map.entry("Cache-Control", Removal.SEALED));
  }

  private static Exchange under(Rule... responses) {
    return Exchange.under(
        Policies.policy(
            Provider.builder("p", Origin.parse("https://p.example"))
                .rules(
                    new Rules(
                        ImmutableList.of(), ImmutableList.copyOf(responses), ImmutableSet.of()))
                .build()));
  }

  private void receive(Exchange exchange, String method, String... lines) {
    ResponseHead.Builder head = ResponseHead.builder(200);
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    OutboundHead out = new OutboundHead();
    RequestHead asked = RequestHead.builder(method, RequestTarget.parse("/")).build();

    assertThat(
            exchange
                .generation()
                .evaluateResponse(
                    exchange.provider(), exchange.provider().classOf(asked), head.build(), out))
        .isEmpty();
    for (int i = 0; i < out.size(); i++) {
      passed.add(out.name(i) + ": " + out.value(i) + " " + out.owner(i));
    }
    for (int i = 0; i < out.removedSize(); i++) {
      removed.put(out.removedName(i), out.removal(i));
    }
  }
}
