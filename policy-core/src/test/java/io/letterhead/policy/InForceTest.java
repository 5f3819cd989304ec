package io.letterhead.policy;

import static io.letterhead.policy.Carried.at;
import static io.letterhead.policy.Carried.otherwise;
import static io.letterhead.policy.Carried.terms;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rule is in force where its condition holds; an otherwise where no other of its names does. */
class InForceTest {

  private static final Rule ALLOW = Policies.allow("X-A");

  private static Rule allow(Condition when, String... operands) {
    Rule.Allow always = Policies.allow(operands);
    return new Rule.Allow(always.operands(), always.guards(), terms(when));
  }

  private static Rule deny(Condition when, String... operands) {
    return new Rule.Deny(Policies.deny(operands).operands(), terms(when));
  }

  private static Rule require(Condition when, String name) {
    return new Rule.Require(Operand.Name.of(name), terms(when));
  }

  private static Rule set(Condition when, String name) {
    return new Rule.Set(
        Operand.Name.of(name), new WrittenValue.Fixed(Positioned.inCode("v")), terms(when));
  }

  private static ProviderPolicy provider(ImmutableList<Rule> response, Rule... request) {
    return Policies.compiledUnchecked(
        Policies.policy(
            Provider.builder("p", Origin.parse("https://p.example"))
                .rules(new Rules(ImmutableList.copyOf(request), response, ImmutableSet.of()))
                .build()));
  }

  private static InForce inForce(Rule... request) {
    return provider(ImmutableList.of(), request).inForce();
  }

  @Test
  void aRuleWithoutAConditionHoldsEverywhere() {
    InForce inForce = inForce(ALLOW, allow(at("GET"), "X-B"), allow(at("PUT"), "X-C"));

    assertThat(inForce.classes().size()).isEqualTo(3);
    assertThat(inForce.of(ALLOW).cardinality()).isEqualTo(3);
    assertThat(inForce.holds(ALLOW, 0)).isTrue();
    assertThat(inForce.holds(ALLOW, 2)).isTrue();
  }

  @Test
  void aConditionalRuleHoldsAtItsRequestsOnly() {
    Rule get = allow(at("GET"), "X-B");
    Rule getToo = deny(at("GET", "PUT"), "X-C");
    Rule post = allow(at("POST"), "X-B");
    InForce inForce = inForce(get, getToo, post);

    assertThat(inForce.of(get).cardinality()).isOne();
    assertThat(inForce.of(getToo).cardinality()).isEqualTo(2);
    int both = inForce.both(get, getToo).orElseThrow();
    assertThat(inForce.holds(get, both)).isTrue();
    assertThat(inForce.holds(post, both)).isFalse();
    assertThat(inForce.at(both)).isEqualTo(", at `GET /`");
    assertThat(inForce.both(get, post)).isEmpty();
  }

  @Test
  void wordsAboutTheOnlyClassAreNone() {
    assertThat(inForce(ALLOW).at(0)).isEmpty();
  }

  @Test
  void anOtherwiseHoldsWhereNoOtherRuleOfItsNamesDoes() {
    Rule get = set(at("GET"), "x_a");
    Rule put = allow(at("PUT"), "X-A", "X-C");
    Rule other = allow(at("HEAD"), "X-Other");
    Rule left = set(otherwise(), "X-A");
    InForce inForce = inForce(get, put, other, left);

    assertThat(inForce.classes().size()).isEqualTo(4);
    assertThat(inForce.of(left).cardinality()).isEqualTo(2);
    assertThat(inForce.both(left, get)).isEmpty();
    assertThat(inForce.both(left, put)).isEmpty();
    assertThat(inForce.both(left, other)).isPresent();
  }

  @Test
  void anOtherwiseOfARequireCountsRequiresAndOthersDoNot() {
    Rule required = require(at("GET"), "X-A");
    Rule allowed = allow(otherwise(), "X-A");
    Rule requiredOtherwise = require(otherwise(), "X-A");
    InForce inForce = inForce(required, allowed, requiredOtherwise);

    assertThat(inForce.of(allowed).cardinality()).isEqualTo(2);
    assertThat(inForce.of(requiredOtherwise).cardinality()).isOne();
    assertThat(inForce.both(required, requiredOtherwise)).isEmpty();
  }

  @Test
  void conditionsOfResponseRulesTellRequestsApartToo() {
    Rule hidden = deny(at("GET"), "X-A");
    Rule rest = deny(otherwise(), "X-A");
    ProviderPolicy provider = provider(ImmutableList.of(hidden, rest));

    assertThat(provider.classes()).hasSize(2);
    assertThat(provider.inForce().of(hidden).cardinality()).isOne();
    assertThat(provider.inForce().of(rest).cardinality()).isOne();
    assertThat(provider.inForce().both(hidden, rest)).isEmpty();
  }

  @Test
  void aResponseRuleDecidesItsClassesOnly() {
    Rule renamed =
        new Rule.Rename(
            Operand.Name.of("X-R"), Operand.Name.of("X-S"), ImmutableList.of(), terms(at("GET")));
    ProviderPolicy provider =
        provider(
            ImmutableList.of(
                deny(at("GET"), "X-A*"),
                allow(at("GET"), "Server"),
                set(at("GET"), "X-V"),
                renamed));
    ResponseNames get = provider.classOf(request("GET")).responses();
    ResponseNames other = provider.classOf(request("POST")).responses();

    assertThat(get.verdict(get.run("X-A")).removal()).isEqualTo(Removal.DENIED);
    assertThat(other.verdict(other.run("X-A")).removal()).isNull();
    assertThat(get.verdict(get.run("X-R")).spelling()).isEqualTo("X-S");
    assertThat(other.verdict(other.run("X-R")).spelling()).isNull();
    assertThat(get.writes()).extracting(Written::name).containsExactly(FieldName.of("X-V"));
    assertThat(other.writes()).isEmpty();
    assertThat(other.verdict(other.run("X-V")).removal()).isEqualTo(Removal.SEALED);
    assertThat(other.verdict(other.run("X-S")).removal()).isEqualTo(Removal.SEALED);
  }

  @Test
  void aRequestRuleDecidesItsClassesOnly() {
    Rule inject =
        new Rule.Inject(
            Operand.Name.of("X-Key"),
            Optional.of(Positioned.inCode("key")),
            Positioned.inCode("raw"),
            Optional.empty(),
            terms(at("GET")));
    ProviderPolicy provider =
        provider(
            ImmutableList.of(),
            allow(at("GET"), "X-A"),
            allow(at("GET"), "X-G*"),
            deny(at("GET"), "X-H"),
            allow(Condition.ALWAYS, "X-H"),
            require(at("GET"), "X-A"),
            set(at("GET"), "X-V"),
            inject);
    RequestClass get = provider.classOf(request("GET"));
    RequestClass other = provider.classOf(request("POST"));

    for (String name : new String[] {"X-A", "X-G1"}) {
      assertThat(verdict(get, name)).as(name).isInstanceOf(Verdict.Passes.class);
      assertThat(verdict(other, name)).as(name).isEqualTo(new Verdict.Removed(Removal.UNLISTED));
    }
    assertThat(verdict(get, "X-H")).isEqualTo(new Verdict.Removed(Removal.DENIED));
    assertThat(verdict(other, "X-H")).isInstanceOf(Verdict.Passes.class);
    assertThat(verdict(other, "X-V")).isEqualTo(new Verdict.Removed(Removal.SEALED));
    assertThat(get.requirements()).hasSize(1);
    assertThat(other.requirements()).isEmpty();
    assertThat(get.writes()).hasSize(2);
    assertThat(other.writes()).isEmpty();
    assertThat(get.uncredentialed()).isEmpty();
    assertThat(other.uncredentialed()).containsExactly(FieldName.of("X-Key"));
    assertThat(get.index()).isNotEqualTo(other.index());
    assertThat(provider.classes().get(get.index())).isSameAs(get);
    assertThat(get).hasToString("GET /");
  }

  @Test
  void aBroughtFieldIsConsumedWhereItsRuleHoldsAndSealedElsewhere() {
    Rule brought = Carried.mayBring("X-Key", "raw", Carried.field("X-Mine"), at("GET"));
    Rule elsewhere = Carried.mayBring("X-Key", "raw", Carried.field("X-Theirs"));
    Policy policy =
        Policies.policy(
            Provider.of("p", "https://p.example", brought),
            Provider.of("q", "https://q.example", elsewhere));
    ProviderPolicy provider = Policies.compiledUnchecked(policy);

    assertThat(verdict(provider.classOf(request("GET")), "X-Mine"))
        .isEqualTo(new Verdict.Consumed());
    for (String name : new String[] {"X-Mine", "X-Theirs"}) {
      assertThat(verdict(provider.classOf(request("POST")), name))
          .isEqualTo(new Verdict.Removed(Removal.SEALED));
    }
    assertThat(verdict(provider.classOf(request("GET")), "X-Theirs"))
        .isEqualTo(new Verdict.Removed(Removal.SEALED));
  }

  @Test
  void twoWritersAreNoneWhereTheyNeverHoldTogether() {
    Policy apart = Checked.policy(set(at("GET"), "X-A"), set(at("PUT"), "X-A"));
    Policy together = Checked.policy(set(at("GET", "PUT"), "X-A"), set(at("PUT"), "X-A"));
    Policy rest = Checked.policy(set(at("GET"), "X-A"), set(otherwise(), "X-A"));
    Policy twice = Checked.policy(set(otherwise(), "X-A"), set(otherwise(), "X-A"));

    assertThat(CompiledPolicy.check(apart, Policies.plugIns(Map.of())).problems()).isEmpty();
    assertThat(CompiledPolicy.check(rest, Policies.plugIns(Map.of())).problems()).isEmpty();
    assertThat(Checked.errors(Checked.check(together)))
        .extracting(Problem::message)
        .containsExactly("`X-A` has two writers for `p`, at `PUT /`");
    assertThat(Checked.errors(Checked.check(twice)))
        .extracting(Problem::name)
        .containsExactly("two-otherwise");
  }

  private static RequestHead request(String method) {
    return RequestHead.builder(method, RequestTarget.parse("/v1")).build();
  }

  private static Verdict verdict(RequestClass requests, String name) {
    return requests.verdict(requests.verdicts().run(name));
  }
}
