package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What `Connection` fields nominate: all of their lines, all of their options, however spelled. */
class NominationTest {

  private static Fields fields(String... namesAndValues) {
    Fields fields = new Fields(0);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'x-a'            | X-A   | true
          'X_A'            | x-a   | true
          'a, x-a'         | x-a   | true
          'x-a,a'          | x-a   | true
          ' x-a ,a'        | x-a   | true
          ',,x-a'          | x-a   | true
          'x-a,,'          | x-a   | true
          'x-a'            | x-b   | false
          'x-a'            | x-ab  | false
          'x-ab'           | x-a   | false
          'a,b'            | a-b   | false
          'x-a b'          | x-a   | false
          'abc,x-a'        | x-c   | false
          ''               | a     | false
          """)
  void anOptionIsAName(String options, String name, boolean nominated) {
    assertThat(Nomination.of(fields("connection", options)).includes(name)).isEqualTo(nominated);
    assertThat(
            Nomination.of(fields("X", "y", "Connection", "q", "CONNECTION", options))
                .includes(name))
        .isEqualTo(nominated);
  }

  @Test
  void tabsAreWhitespace() {
    assertThat(Nomination.of(fields("Connection", "\tx-a\t,\tb")).includes("x-a")).isTrue();
    assertThat(Nomination.of(fields("Connection", "a,\t b\t ")).includes("b")).isTrue();
  }

  @Test
  void everyLineCountsAndNoOtherField() {
    Nomination nomination =
        Nomination.of(
            fields(
                "A", "x-no", "Connection", "x-1", "B", "x-no", "connection", "x-2", "C", "x-no"));

    assertThat(List.of("x-1", "x-2")).allMatch(nomination::includes);
    assertThat(nomination.includes("x-no")).isFalse();
    assertThat(nomination.includes("x-3")).isFalse();
    assertThat(nomination.rejection()).isNull();
  }

  @Test
  void namesOfAnyLengthAreNominated() {
    for (int length = 1; length < 140; length++) {
      String name = "a".repeat(length);
      Nomination nomination = Nomination.of(fields("Connection", name));
      assertThat(nomination.includes(name)).as("%s", length).isTrue();
      assertThat(nomination.includes(name + "a")).as("%s", length).isFalse();
    }
  }

  @Test
  void withoutAConnectionFieldNothingIsNominated() {
    assertThat(Nomination.of(fields("X", "a b")).includes("a")).isFalse();
    assertThat(Nomination.of(fields("X", "a b")).rejection()).isNull();
    assertThat(Nomination.of(fields()).rejection()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , ", "a", "a , b", "a,,b", "\ta\t", "keep-alive, Upgrade"})
  void aListOfTokensCanBeRead(String options) {
    assertThat(Nomination.of(fields("Connection", options)).rejection()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a;b", "a, b c", "é", "a,\"b\"", ":a", "a:", "a, b, (c)"})
  void anOptionThatIsNoTokenRejects(String options) {
    for (Fields fields :
        List.of(
            fields("Connection", options),
            fields("connection", "a", "X", "y", "CONNECTION", options),
            fields("Connection", options, "Connection", "a"))) {
      assertThat(Nomination.of(fields).rejection())
          .extracting(Rejection::reason)
          .isEqualTo(Rejection.Reason.MALFORMED_VALUE);
    }
  }
}
