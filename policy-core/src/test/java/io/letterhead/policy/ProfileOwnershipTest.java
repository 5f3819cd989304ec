package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A profile's slots and companions face the same checks as a policy's rules. */
class ProfileOwnershipTest {

  private static Compilation check(String slot, Rule... companions) {
    Profile profile =
        new Profile(
            "mine",
            1,
            Optional.empty(),
            Checked.name(slot),
            Positioned.inCode("raw"),
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableList.copyOf(companions),
            HERE);
    return Checked.check(
        new Policy(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(profile),
            Optional.of(Operand.Name.of(Carried.CARRIER)),
            Rules.NONE,
            ImmutableList.of(
                Provider.builder("p", Origin.parse("https://p.example"))
                    .profile(profile)
                    .dataHeaders(Positioned.inCode(Carried.EXTRA))
                    .build())));
  }

  @ParameterizedTest
  @CsvSource({
    "Host, transport-owned",
    "X-Forwarded-For, injected-claim",
    "X-Provider-Data, sealed-target"
  })
  void aSlotThatIsNoneDoesNotLoad(String slot, String problem) {
    assertThat(Checked.errors(check(slot)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.name()).isEqualTo(problem);
              assertThat(found.position()).isEqualTo(HERE);
            });
  }

  @Test
  void aSlotOfItsOwnLoadsAndIsSealed() {
    Compilation compilation = check("X-Slot");

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.policy().orElseThrow().providers().get("p"))
        .satisfies(p -> assertThat(p.ownerOf("x_slot")).isEqualTo(Owner.POLICY));
  }

  @Test
  void aCompanionThatWouldPassAnOwnedNameDoesNotLoad() {
    assertThat(Checked.errors(check("X-Slot", Checked.allowHere("Authorization"))))
        .extracting(Problem::name)
        .containsExactly("sealed-target");
    assertThat(Checked.errors(check("X-Slot", Checked.fallbackHere("Host"))))
        .extracting(Problem::name)
        .containsExactly("transport-owned");
  }

  @Test
  void aCompanionForAnExactOnlyNameIsWarnedOf() {
    assertThat(check("X-Slot", Checked.allowHere("X-HTTP-Method-Override")).problems())
        .extracting(Problem::message)
        .containsExactly("`X-HTTP-Method-Override` does not pass by a profile's `allow`");
    assertThat(check("X-Slot", Checked.fallbackHere("X-HTTP-Method-Override")).problems())
        .extracting(Problem::message)
        .containsExactly("`X-HTTP-Method-Override` does not pass by a profile's `default`");
    assertThat(check("X-Slot", Checked.allowHere("X-Beta")).problems()).isEmpty();
  }

  @Test
  void theCarrierAndABroughtFieldServeNothingElse() {
    Rule brings = Carried.mayBring("X-Key", "raw", Carried.field("X-Mine"));
    for (Rule rule :
        ImmutableList.of(
            Checked.allowHere(Carried.CARRIER),
            Checked.allowHere("X-Mine"),
            Checked.setHere("x_mine"))) {
      assertThat(Checked.errors(Checked.check(Carried.policy(ImmutableSet.of(), rule, brings))))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.name()).isEqualTo("sealed-target");
                assertThat(problem.why()).startsWith("the policy reads a caller's data");
                assertThat(problem.fix()).isEqualTo("use another name");
              });
    }
  }

  @Test
  void onlyAFactOfTheRequestIsToldInAClaim() {
    assertThat(Checked.check(Checked.policy(told("X-Forwarded-For"))).problems()).isEmpty();
    assertThat(Checked.errors(Checked.check(Checked.policy(told("X-Api-Key")))))
        .extracting(Problem::message)
        .containsExactly("`X-Api-Key` is sealed: a `set` may not write it");
    assertThat(Checked.errors(Checked.check(Checked.policy(told("Host")))))
        .extracting(Problem::name)
        .containsExactly("transport-owned");
  }

  private static Rule told(String name) {
    return new Rule.Set(
        Checked.name(name),
        new WrittenValue.FromRequest(RequestFact.CALLER_ID),
        Terms.at(Checked.OTHER));
  }
}
