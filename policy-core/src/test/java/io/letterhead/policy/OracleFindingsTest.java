package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the oracle found in the engine, each as its smallest request. */
class OracleFindingsTest {

  @Test
  void aFieldThatIsReadFromTheHeadIsNotReadFromTheDataHoweverItIsSpelled() {
    Rules rules =
        new Rules(
            ImmutableList.of(injectBrought()), ImmutableList.of(), ImmutableSet.of(Removal.SEALED));
    Provider provider =
        Provider.builder("p", Origin.parse("https://p.example"))
            .dataHeaders(Positioned.inCode("h"))
            .rules(rules)
            .build();
    Exchange exchange =
        Exchange.under(
            new Policy(
                ImmutableList.of(Policies.secret("key")),
                ImmutableList.of(),
                ImmutableList.of(),
                Optional.of(Operand.Name.of("X-Data")),
                Rules.NONE,
                ImmutableList.of(provider)));

    assertThat(exchange.send("X_My_Key: mine").fields()).contains("Authorization: mine");
    for (String spelled : List.of("X-My-Key", "X_My_Key")) {
      assertThat(exchange.send("X-Data: {\"h\": {\"" + spelled + "\": \"mine\"}}").reason())
          .isEqualTo("sealed");
    }
  }

  @Test
  void aPathOfAConditionHasItsEscapedSlashInUpperCase() {
    assertThat(new PathPattern("/a%2Fb").matches("/a%2Fb")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathPattern("/a%2fb"))
        .withMessageContaining("`/a%2Fb`");
  }

  @Test
  void aPlugInThatFailsIsNotSaidToLeaveOutARequiredField() {
    Exchange exchange =
        Exchange.under(
            Policies.allow("X-In"), Echoing.rule("X-Out", "X-In"), Policies.require("X-Out"));

    assertThat(exchange.send("X-In: ").reason()).isEqualTo("plug-in");
    assertThat(exchange.send().reason()).isEqualTo("required");
  }

  @Test
  void theOrderOfRulesDoesNotNameASlotWithoutACredential() {
    Rule one = inject("Authorization", "GET");
    Rule other = inject("AUTHORIZATION", "PUT");

    for (Exchange exchange : List.of(Exchange.under(one, other), Exchange.under(other, one))) {
      Decision decision = exchange.send().decision();
      assertThat(((Decision.Reject) decision).rejection().field()).isEqualTo("AUTHORIZATION");
    }
  }

  @Test
  void globsThatFoldAlikeAreOneNameToOtherwise() {
    Rule deny =
        new Rule.Deny(
            ImmutableList.of(Operand.Glob.of("X_A*")), new Terms(at(1), "", matching("GET")));
    Rule allow =
        new Rule.Allow(
            ImmutableList.of(Operand.Glob.of("x-a*")),
            ImmutableList.of(),
            new Terms(at(2), "", new Condition.Otherwise(at(2))));
    Exchange exchange = Exchange.under(deny, allow);

    assertThat(exchange.request("POST", "/", "X-Ab: 1").fields()).containsExactly("X-Ab: 1");
    assertThat(exchange.provider().inForce().of(allow).cardinality()).isEqualTo(1);
  }

  private static Rule injectBrought() {
    return new Rule.Inject(
        Operand.Name.of("Authorization"),
        Optional.of(Positioned.inCode("key")),
        Positioned.inCode("raw"),
        Optional.of(new Bring.Field(Operand.Name.of("X-My-Key"))),
        Terms.IN_CODE);
  }

  private static Rule inject(String slot, String method) {
    return new Rule.Inject(
        Operand.Name.of(slot),
        Optional.of(Positioned.inCode("key")),
        Positioned.inCode("raw"),
        Optional.empty(),
        new Terms(at(method.length()), "", matching(method)));
  }

  private static Condition matching(String method) {
    return new Condition.Matching(
        ImmutableSet.of(method), ImmutableSet.of(), ImmutableSet.of(), at(9));
  }

  private static Position at(int line) {
    return new Position("policy.yaml", line, 1, 2);
  }
}
