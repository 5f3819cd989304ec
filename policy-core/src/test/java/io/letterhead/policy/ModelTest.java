package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.deny;
import static io.letterhead.policy.Policies.fallback;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.require;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.scheme.RawScheme;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model holds nothing that a policy cannot mean, and every chain over it knows all of it. */
class ModelTest {

  private static final Position HERE = Position.IN_CODE;
  private static final Operand.Name NAME = Operand.Name.of("X-A");
  private static final ImmutableList<Operand> OPERANDS = ImmutableList.of(NAME);
  private static final Positioned WORD = Positioned.inCode("v");

  private static final Profile PROFILE =
      new Profile(
          "acme",
          1,
          Optional.empty(),
          Operand.Name.of("X-Acme-Key"),
          Positioned.inCode("raw"),
          ImmutableSet.of(),
          ImmutableSet.of(),
          ImmutableList.of(),
          HERE);

  /** One of each: what the tests of the chains below, and those of the compiler, put through. */
  private static final List<Rule> RULES =
      List.of(
          allow("X-A"),
          deny("X-B"),
          rename("X-C", "X-D"),
          set("X-E", "v"),
          fallback("X-F", "v"),
          inject("X-G", "key", "raw"),
          require("X-A"),
          Echoing.rule("X-H", "X-A"));

  static Stream<Arguments> sealedTypes() {
    return Stream.of(
        Arguments.of(Rule.class, RULES),
        Arguments.of(
            Operand.class, List.of(NAME, Operand.Glob.of("X-*"), Operand.Group.of("@tracing"))),
        Arguments.of(
            Guard.class, List.of(new Guard.OneOf(ImmutableSet.of("a")), new Guard.MaxLength(1))),
        Arguments.of(
            Decision.class,
            List.of(
                new Decision.Forward("/"),
                new Decision.Reject(new Rejection(Rejection.Reason.SEAL, "", "")))),
        Arguments.of(
            Label.class,
            List.of(
                Label.Listed.CLAIM,
                new Label.Slot(PROFILE),
                new Label.Brought(inject("X-G", "key", "raw"), true),
                new Label.Written(RULES.get(3)),
                new Label.Exact(RULES.get(0), NAME),
                new Label.Loose(allow("X-*"), Operand.Glob.of("X-*")),
                new Label.Denied(deny("X-B"), NAME))),
        Arguments.of(
            Condition.class,
            List.of(
                Condition.ALWAYS,
                new Condition.Matching(
                    ImmutableSet.of("GET"), ImmutableSet.of(), ImmutableSet.of(), HERE),
                new Condition.Otherwise(HERE))),
        Arguments.of(
            WrittenValue.class,
            List.of(
                new WrittenValue.Fixed(WORD),
                new WrittenValue.FromCallerData(WORD),
                new WrittenValue.FromRequest(RequestFact.HOST))),
        Arguments.of(Bring.class, List.of(new Bring.Field(NAME), new Bring.Data(WORD))),
        Arguments.of(
            Verdict.class,
            List.of(
                new Verdict.Removed(Removal.DENIED),
                new Verdict.Consumed(),
                new Verdict.Passes(null, ImmutableSet.of(), false, Owner.CALLER))),
        Arguments.of(
            Written.class,
            List.of(
                new Written.Fixed(NAME.name(), "v", RULES.get(3)),
                new Written.Fallback(NAME.name(), "v", RULES.get(4)),
                new Written.Fact(NAME.name(), RequestFact.HOST, RULES.get(3)),
                new Written.Datum(NAME.name(), "key", RULES.get(3)),
                new Written.Injected(
                    NAME.name(),
                    0,
                    BroughtCredentials.of(new RawScheme()),
                    inject("X-G", "key", "raw")),
                new Written.Custom(
                    NAME.name(),
                    new CustomRules.Configured(
                        new Echoing().configure("X-H", ImmutableMap.of()),
                        ImmutableList.of(),
                        ImmutableList.of(NAME.name()),
                        new BoundedCalls()),
                    (Rule.Custom) RULES.get(7)))),
        Arguments.of(
            Credential.class,
            List.of(Credential.standIn("key"), new Credential.Unusable("key", "none"))));
  }

  @ParameterizedTest
  @MethodSource("sealedTypes")
  void theSamplesCoverEverySubtype(Class<?> type, List<?> samples) {
    assertThat(type.isSealed()).isTrue();
    assertThat(samples)
        .extracting(sample -> (Object) declared(sample))
        .containsExactlyInAnyOrder((Object[]) type.getPermittedSubclasses());
    assertThat(samples).allMatch(type::isInstance);
  }

  @Test
  void everyRuleGoesThroughCompilationEvaluationAndExplanation() {
    Exchange exchange = Exchange.under(RULES.toArray(Rule[]::new));

    assertThat(exchange.send("X-A: 1", "X-B: 2", "X-C: 3").fields())
        .containsExactlyInAnyOrder(
            "X-A: 1", "X-D: 3", "X-E: v", "X-F: v", "X-G: " + Exchange.KEY, "X-H: 1");
    assertThat(exchange.provider().mentioned()).contains("X-A", "X-D", "X-E", "X-F", "X-G", "X-H");
    for (String name : List.of("X-A", "X-B", "X-C", "X-D", "X-E", "X-F", "X-G", "X-H")) {
      assertThat(exchange.provider().deciding(name))
          .as(name)
          .singleElement()
          .satisfies(cause -> assertThat(cause.summary()).contains(name));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRulesSummaryBeginsWithItsVerbAndHoldsNoValue(Rule rule) {
    assertThat(rule.summary()).startsWith(rule.verb() + " X-").doesNotContain("v4lue");
    assertThat(rule.position()).isEqualTo(HERE);
    assertThat(rule.why()).isEmpty();
  }

  static Stream<Rule> rules() {
    return Stream.concat(RULES.stream(), Stream.of(set("X-E", "v4lue"), fallback("X-F", "v4lue")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " v", "v ", "\tv", "v\t", "v\r\nX: y", "v\0", "v\u007f", "\u00e9", "\u0100"})
  void aFixedValueIsOneThatAFieldMayHave(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> set("X-A", value));
    assertThatIllegalArgumentException().isThrownBy(() -> fallback("X-A", value));
  }

  @Test
  void whatIsWrongWithAFixedValueIsSaidWithoutIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set("X-A", ""))
        .withMessage("a fixed value is not empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set("X-A", "\u00e9"))
        .withMessage("a fixed value holds visible ASCII, spaces and tabs only");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set("X-A", " v"))
        .withMessage("a fixed value has no white space at its edges");
  }

  @Test
  void aFixedValueMayHoldInnerWhiteSpace() {
    assertThat(Exchange.under(set("X-A", "a \t b")).send().fields()).containsExactly("X-A: a \t b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\n", "\u00e9", "\u212a", "a(b)", "@a", "a/b"})
  void aNameIsAToken(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> FieldName.of(name));
    assertThatIllegalArgumentException().isThrownBy(() -> FieldName.fold(name));
    assertThatIllegalArgumentException().isThrownBy(() -> Operand.Name.of(name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operand.Glob.of(name + "*" + (name.isEmpty() ? " " : "")));
    assertThat(FieldName.isToken(name)).isFalse();
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Operand.Glob.of("X-A"));
    assertThatIllegalArgumentException().isThrownBy(() -> Operand.Group.of("tracing"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Guard.OneOf(ImmutableSet.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Guard.MaxLength(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule.Allow(ImmutableList.of(), ImmutableList.of(), Terms.at(HERE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule.Deny(ImmutableList.of(), Terms.at(HERE)));
    assertThatIllegalArgumentException().isThrownBy(() -> new FieldGroup("mine", OPERANDS, HERE));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FieldGroup("@mine", ImmutableList.of(Operand.Group.of("@other")), HERE));
    assertThatIllegalArgumentException().isThrownBy(() -> new Position("f", -1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Position("f", 1, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Position("f", 1, 2, 1));
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  static Stream<ThrowingCallable> withNull() {
    ImmutableList<Guard> guards = ImmutableList.of();
    Origin origin = Origin.parse("https://p.example");
    return Stream.of(
        () -> new Rule.Allow(null, guards, Terms.at(HERE)),
        () -> new Rule.Allow(OPERANDS, null, Terms.at(HERE)),
        () -> new Rule.Allow(OPERANDS, guards, null),
        () -> new Rule.Deny(null, Terms.at(HERE)),
        () -> new Rule.Deny(OPERANDS, null),
        () -> new Rule.Rename(null, NAME, guards, Terms.at(HERE)),
        () -> new Rule.Rename(NAME, null, guards, Terms.at(HERE)),
        () -> new Rule.Rename(NAME, NAME, null, Terms.at(HERE)),
        () -> new Rule.Rename(NAME, NAME, guards, null),
        () -> new Rule.Rename(NAME, NAME, guards, null),
        () -> new Rule.Set(null, new WrittenValue.Fixed(WORD), Terms.at(HERE)),
        () -> new Rule.Set(NAME, null, Terms.at(HERE)),
        () -> new Rule.Set(NAME, new WrittenValue.Fixed(WORD), null),
        () -> new Rule.Default(null, WORD, Terms.at(HERE)),
        () -> new Rule.Default(NAME, null, Terms.at(HERE)),
        () -> new Rule.Default(NAME, WORD, null),
        () -> new Rule.Inject(null, Optional.of(WORD), WORD, Optional.empty(), Terms.at(HERE)),
        () -> new Rule.Inject(NAME, null, WORD, Optional.empty(), Terms.at(HERE)),
        () -> new Rule.Inject(NAME, Optional.of(WORD), null, Optional.empty(), Terms.at(HERE)),
        () -> new Rule.Inject(NAME, Optional.of(WORD), WORD, Optional.empty(), null),
        () -> new Rule.Inject(NAME, Optional.of(WORD), WORD, null, Terms.IN_CODE),
        () -> new Rule.Require(null, Terms.at(HERE)),
        () -> new Rule.Require(NAME, null),
        () -> new Operand.Name(null, HERE),
        () -> new Operand.Name(FieldName.of("a"), null),
        () -> new Operand.Glob(null, HERE),
        () -> new Operand.Glob("*", null),
        () -> new Operand.Group(null, HERE),
        () -> new Operand.Group("@a", null),
        () -> new Guard.OneOf(null),
        () -> FieldName.of(null),
        () -> FieldName.fold(null),
        () -> FieldName.isToken(null),
        () -> new FieldGroup(null, OPERANDS, HERE),
        () -> new FieldGroup("@a", null, HERE),
        () -> new FieldGroup("@a", OPERANDS, null),
        () -> new SecretDeclaration(null, WORD, "k", ImmutableList.of(), HERE),
        () -> new SecretDeclaration("s", null, "k", ImmutableList.of(), HERE),
        () -> new SecretDeclaration("s", WORD, null, ImmutableList.of(), HERE),
        () -> new SecretDeclaration("s", WORD, "k", null, HERE),
        () -> new SecretDeclaration("s", WORD, "k", ImmutableList.of(), null),
        () -> Provider.builder(null, origin),
        () -> Provider.builder("p", null),
        () -> Provider.builder("p", origin).profile(null).build(),
        () -> Provider.builder("p", origin).query(null).build(),
        () -> Provider.builder("p", origin).rules(null).build(),
        () -> Provider.builder("p", origin).positions(null, HERE).build(),
        () -> Provider.builder("p", origin).positions(HERE, null).build(),
        () -> Policy.of(null, ImmutableList.of(), ImmutableList.of(), ImmutableList.of()),
        () -> Policy.of(ImmutableList.of(), null, ImmutableList.of(), ImmutableList.of()),
        () -> Policy.of(ImmutableList.of(), ImmutableList.of(), null, ImmutableList.of()),
        () -> Policy.of(ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), null),
        () -> new Position(null, 1, 1, 1),
        () -> new Positioned(null, HERE),
        () -> new Positioned("a", null),
        () -> new Problem(null, "n", HERE, "m", "w", "f"),
        () -> Problem.error(null, HERE, "m", "w", "f"),
        () -> Problem.error("n", null, "m", "w", "f"),
        () -> Problem.error("n", HERE, null, "w", "f"),
        () -> Problem.warning("n", HERE, "m", null, "f"),
        () -> Problem.warning("n", HERE, "m", "w", null),
        () -> new Decision.Forward(null),
        () -> new Decision.Reject(null),
        () -> new UnusableSecret(null, "s", "r"),
        () -> new UnusableSecret("p", null, "r"),
        () -> new UnusableSecret("p", "s", null),
        () -> RequestHead.builder(null, RequestTarget.parse("/")),
        () -> RequestHead.builder("GET", null),
        () -> RequestHead.builder("GET", RequestTarget.parse("/")).add(null, "v"),
        () -> RequestHead.builder("GET", RequestTarget.parse("/")).add("n", null),
        () -> ResponseHead.builder(200).add(null, "v"),
        () -> ResponseHead.builder(200).add("n", null));
  }

  @ParameterizedTest
  @MethodSource("withNull")
  void nullIsRefused(ThrowingCallable making) {
    assertThatNullPointerException().isThrownBy(making);
  }

  @Test
  void positionsSortByFileLineAndColumnAndPrintAsEditorsLinkThem() {
    assertThat(
            Stream.of(
                    new Position("b", 1, 1, 1),
                    new Position("a", 10, 1, 1),
                    new Position("a", 9, 10, 10),
                    new Position("a", 9, 9, 12))
                .sorted()
                .map(Position::toString))
        .containsExactly("a:9:9", "a:9:10", "a:10:1", "b:1:1");
    assertThat(Position.IN_CODE).hasToString("(in code)");
  }

  @Test
  void namesAreEqualInEverySpellingButPrintAsSpelled() {
    assertThat(FieldName.of("X_Api.Key"))
        .isEqualTo(FieldName.of("x-api-key"))
        .hasSameHashCodeAs(FieldName.of("x-api-key"))
        .isEqualByComparingTo(FieldName.of("X-API-KEY"))
        .isNotEqualTo(FieldName.of("x-api-keys"))
        .isNotEqualTo("x-api-key")
        .hasToString("X_Api.Key");
  }

  @Test
  void aHeadIsASnapshotThatShowsNoValue() {
    RequestHead.Builder builder =
        RequestHead.builder("GET", RequestTarget.parse("/a?k3y")).add("X-A", "k3y");
    RequestHead head = builder.build();
    ResponseHead response = ResponseHead.builder(204).add("X-B", "k3y").build();
    builder.add("X-B", "later");

    assertThat(head.size()).isEqualTo(1);
    assertThat(head.name(0) + head.value(0) + head.method() + head.target())
        .isEqualTo("X-Ak3yGET/a");
    assertThat(head).hasToString("GET /a [X-A]");
    assertThat(response).hasToString("204 [X-B]");
    assertThat(response.status()).isEqualTo(204);
  }

  /** The permitted type: a sample may be an enum's constant. */
  private static Class<?> declared(Object sample) {
    return sample instanceof Enum<?> constant ? constant.getDeclaringClass() : sample.getClass();
  }
}
