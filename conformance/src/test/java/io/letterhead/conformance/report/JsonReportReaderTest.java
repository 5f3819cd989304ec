package io.letterhead.conformance.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReportReaderTest {
  private static final String GOOD = JsonReport.write(FixedResults.leaky());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format-version\": 1 | \"format-version\": 2 | its `format-version` is not 1",
        "\"format-version\": 1 | \"format-version\": \"1\" | `format-version` is not a number",
        "\"subject\" | \"subjekt\" | it has no `subject`",
        "\"wire\": \"h1\" | \"wire\": \"h9\" | a word that this version of the suite does not know",
        "\"outcome\": \"fail\" | \"outcome\": 3 | `outcome` is not a text",
        "\"sha256: | \"md5: | `specification` does not begin with sha256:",
        "\"requirements\": [ | \"requirements\": [[], | results",
        "{ | [ | it is no JSON"
      })
  void whatIsNoReportIsToldWhereItIsNone(String text, String other, String message) {
    String bad = GOOD.replace(text, other);

    assertThatThrownBy(() -> JsonReport.read(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.equals("results") ? "has no `id`" : message);
  }

  @ParameterizedTest
  @CsvSource({"'', it is empty", "'1 2', more behind its end", "'{}', has no `format-version`"})
  void whatIsNoObjectIsNone(String text, String message) {
    assertThatThrownBy(() -> JsonReport.read(text)).hasMessageContaining(message);
  }
}
