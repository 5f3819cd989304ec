package io.letterhead.policy;

import static io.letterhead.policy.Policies.allowOneOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.Collections2;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller and a log are told: a name that can do no harm, and no value. */
class RejectionTest {

  @ParameterizedTest
  @CsvSource({
    "X-Tier,                X-Tier",
    "'x y',                 'x y'",
    "'a\r\nb',              a\\u000d\\u000ab",
    "'\u001b[31m',          \\u001b[31m",
    "'\0',                  \\u0000",
    "'\u007f',              \\u007f",
    "'\u00e9',              \\u00e9",
    "'\u202e',              \\u202e",
    "'\u2028',              \\u2028",
    "a\\b,                  a\\u005cb",
  })
  void aNameIsShownInPrintableAscii(String name, String shown) {
    Rejection rejection = Rejection.ofField(Rejection.Reason.MALFORMED_NAME, name, "is no name");

    assertThat(rejection.field()).isEqualTo(shown);
    assertThat(rejection.message()).isEqualTo("the field `" + shown + "` is no name");
  }

  @Test
  void aLongNameIsCut() {
    assertThat(rejected("a".repeat(64)).field()).isEqualTo("a".repeat(64));
    assertThat(rejected("a".repeat(65)).field()).isEqualTo("a".repeat(64) + "...");
    assertThat(rejected("\u2028".repeat(100_000)).field()).hasSize(64 * 6 + 3);
  }

  @Test
  void aMalformedNameIsToldPrintableByTheEngine() {
    RequestHead head =
        RequestHead.builder("GET", RequestTarget.parse("/")).add("a\r\nb", "v4lue").build();
    Exchange.Outcome outcome = Exchange.under().send(head);

    assertThat(outcome.reason()).isEqualTo("malformed-name");
    assertThat(outcome.decision().toString())
        .contains("a\\u000d\\u000ab")
        .doesNotContain("\r", "\n", "v4lue");
  }

  @Test
  void aRejectionIsTheSameForEveryOrderOfTheFields() {
    Exchange exchange =
        Exchange.under(allowOneOf("X-Tier", "free"), allowOneOf("X-Team", "red", "r\u00e9d"));
    List<String> lines =
        List.of("X-Tier: gold", "x-team: blue", "Content-Type: a", "content-type: b", "X-Tier: x");

    assertThat(
            Collections2.permutations(lines).stream()
                .map(order -> exchange.send(order.toArray(String[]::new)).decision())
                .distinct())
        .hasSize(1);
  }

  @Test
  void aGuardThatFailsDoesNotShowTheValue() {
    assertThat(Exchange.under(allowOneOf("X-Tier", "free")).send("x-tier: g0ld").decision())
        .hasToString(
            "Reject[rejection=Rejection[reason=GUARD, field=x-tier, message=the field `x-tier` has"
                + " a value that the policy does not let pass]]");
  }

  @Test
  void anExceptionSaysWhatItsRejectionSays() {
    Rejection rejection = rejected("X-A");

    assertThat(new RejectedException(rejection)).hasMessage(rejection.message());
    assertThat(new RejectedException(rejection).rejection()).isSameAs(rejection);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasAStableName(Rejection.Reason reason) {
    assertThat(reason.id()).matches("[a-z]+(-[a-z]+)*");
    assertThat(Stream.of(Rejection.Reason.values()).filter(r -> r.id().equals(reason.id())))
        .hasSize(1);
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNotTaken() {
    assertThatNullPointerException().isThrownBy(() -> new RejectedException(null));
    assertThatNullPointerException().isThrownBy(() -> new Rejection(null, "", ""));
    assertThatNullPointerException()
        .isThrownBy(() -> new Rejection(Rejection.Reason.SEAL, null, ""));
    assertThatNullPointerException()
        .isThrownBy(() -> new Rejection(Rejection.Reason.SEAL, "", null));
  }

  private static Rejection rejected(String name) {
    return Rejection.ofField(Rejection.Reason.MALFORMED_NAME, name, "is no name");
  }
}
