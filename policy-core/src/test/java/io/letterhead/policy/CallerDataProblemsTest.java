package io.letterhead.policy;

import static io.letterhead.policy.Checked.HERE;
import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller brings is read from one place, and for one purpose. */
class CallerDataProblemsTest {

  private static final Optional<Operand.Name> CARRIER = Optional.of(Operand.Name.of("X-Data"));

  @ParameterizedTest
  @ValueSource(strings = {"Host", "X-Forwarded-For", "Authorization"})
  void aFieldThatIsReadForSomethingElseIsNoCarrier(String taken) {
    assertProblem(
        check(policy(Optional.of(name(taken)))),
        "taken-field",
        "`" + taken + "` cannot be the caller-data carrier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "X-Forwarded-For", "x_data"})
  void aFieldThatIsReadForSomethingElseBringsNoCredential(String taken) {
    assertThat(Checked.errors(check(policy(CARRIER, bring("X-Slot", taken)))))
        .anySatisfy(
            problem -> {
              assertThat(problem.name()).isEqualTo("taken-field");
              assertThat(problem.message())
                  .isEqualTo("`" + taken + "` cannot be a field that brings a credential");
              assertThat(problem.position()).isEqualTo(HERE);
            });
  }

  @Test
  void aSlotBringsItsOwnCredentialAndAnotherSlotsToo() {
    assertThat(check(policy(CARRIER, bring("Authorization", "authorization"))).problems())
        .isEmpty();
    assertThat(check(policy(CARRIER, bring("X-Slot", "X-Api-Key"))).problems()).isEmpty();
  }

  @Test
  void withoutACarrierNoKeyIsRead() {
    String message = "`k` is read from the caller's data, but no field carries any";

    assertProblem(check(policy(Optional.empty(), datum("X-A", "k"))), "no-carrier", message);
    assertProblem(check(policy(Optional.empty(), bringKey("X-A", "k"))), "no-carrier", message);
    assertProblem(
        check(policy(Optional.empty(), Optional.of(new Positioned("k", HERE)))),
        "no-carrier",
        message);
  }

  @Test
  void manySetsMayWriteOneDatum() {
    assertThat(check(policy(CARRIER, datum("X-A", "k"), datum("X-B", "k"))).problems()).isEmpty();
  }

  @Test
  void aCredentialsDatumServesNothingElse() {
    assertProblem(
        check(policy(CARRIER, datum("X-A", "k"), bringKey("X-B", "k"))),
        "shared-datum",
        "`k` is both a text that a `set` writes and a credential for `x-b`");
    assertProblem(
        check(policy(CARRIER, bringKey("X-A", "k"), bringKey("X-B", "k"))),
        "shared-datum",
        "`k` is both a credential for `x-a` and a credential for `x-b`");
    assertThat(check(policy(CARRIER, bringKey("X-A", "k"), bringKey("X-B", "l"))).problems())
        .isEmpty();
  }

  @Test
  void theKeyOfTheFieldsServesNothingElse() {
    assertProblem(
        check(policy(CARRIER, Optional.of(Positioned.inCode("k")), datum("X-A", "k"))),
        "shared-datum",
        "`k` is both the object of fields and a text that a `set` writes");
  }

  @ParameterizedTest
  @CsvSource({"X-Mine, X-Mine, 1", "X-Mine, x_mine, 1", "X-Mine, X-Other, 0"})
  void aFieldBringsTheCredentialOfOneSlot(String one, String other, int problems) {
    Compilation compilation = check(policy(CARRIER, bring("X-A", one), bring("X-B", other)));

    assertThat(Checked.errors(compilation))
        .hasSize(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.name()).isEqualTo("shared-datum");
              assertThat(problem.message())
                  .isEqualTo(
                      "`" + other + "` is both a credential for `x-a` and a credential for `x-b`");
            });
  }

  @Test
  void aSharedRuleAndAProvidersOwnReadOneDatumForOnePurpose() {
    Policy policy =
        new Policy(
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            CARRIER,
            Rules.of(datum("X-A", "k")),
            ImmutableList.of(Provider.of("p", "https://p.example", bringKey("X-B", "k"))));

    assertThat(Checked.errors(check(policy)))
        .extracting(Problem::name)
        .containsExactly("shared-datum");
  }

  private static Rule datum(String name, String key) {
    return new Rule.Set(
        Operand.Name.of(name),
        new WrittenValue.FromCallerData(new Positioned(key, HERE)),
        Terms.IN_CODE);
  }

  private static Rule bringKey(String slot, String key) {
    return Carried.brings(slot, "raw", new Bring.Data(new Positioned(key, HERE)));
  }

  private static Rule bring(String slot, String field) {
    return Carried.brings(slot, "raw", new Bring.Field(name(field)));
  }

  private static Policy policy(Optional<Operand.Name> carrier, Rule... rules) {
    return policy(carrier, Optional.empty(), rules);
  }

  private static Policy policy(
      Optional<Operand.Name> carrier, Optional<Positioned> fields, Rule... rules) {
    Provider.Builder provider =
        Provider.builder("p", Origin.parse("https://p.example")).rules(Rules.of(rules));
    fields.ifPresent(provider::dataHeaders);
    return new Policy(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        carrier,
        Rules.NONE,
        ImmutableList.of(provider.build()));
  }
}
