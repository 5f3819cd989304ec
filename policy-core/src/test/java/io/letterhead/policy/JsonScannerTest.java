package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 8259, corner by corner: no more passes, and no less. */
class JsonScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "7",
        "10",
        "1e5",
        "1E5",
        "1e+5",
        "1e-05",
        "0e0",
        "0.10",
        "-1.5E+007",
        "123456789012345678901234567890.5",
        "1e999999999",
        "true",
        "false",
        "null",
        "\"\"",
        "\" \"",
        "\"/\"",
        "\"'\"",
        "\"\\u0041\\u00e9\\uABCD\\uabcd\\u0000\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\ud83d\\ude00\\uD83D\\uDE00\"",
        "\"\\\\u\"",
        "\"\u007f\u0080\u2028\ufeff\uffff\ud83d\ude00\"",
        "\"// /* # {}[],:\"",
        "[]",
        "[ \t\r\n]",
        "[[],{},[[]]]",
        "[1,-1,\"\",null,true]",
        "{}",
        "{\"\":0}",
        "{\"a\":{\"a\":{}},\"b\":{\"a\":0},\"A\":[{\"a\":0},{\"a\":0}]}",
        "\t\n\r {\"a\" : [ 1 , 2 ] , \"b\" : 3 } \t\n\r",
      })
  void thisIsJson(String json) {
    assertThatCode(() -> sweep(json)).doesNotThrowAnyException();
    assertThatCode(() -> sweep("[" + json + "," + json + "]")).doesNotThrowAnyException();
    assertThat(JsonOracle.reads(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+1",
        "-",
        "--1",
        "01",
        "-01",
        "00",
        "1.",
        ".5",
        "-.5",
        "1.e5",
        "1e",
        "1e+",
        "1e5.5",
        "1.5.5",
        "1e5e5",
        "0x1F",
        "0x",
        "1_000",
        "1a",
        "1 2",
        "1,",
        "Infinity",
        "-Infinity",
        "NaN",
        "\u0661",
        "1\u0661",
        "True",
        "TRUE",
        "tru",
        "truex",
        "t",
        "fals",
        "nul",
        "nulll",
        "undefined",
        "'a'",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\",
        "\"\\u",
        "\"\\u004",
        "\"\\u004\"",
        "\"\\u00 41\"",
        "\"\\u\uff10\uff10\uff14\uff11\"",
        "\"\\u+041\"",
        "\"\\u-041\"",
        "\"\\U0041\"",
        "\"\\x41\"",
        "\"\\a\"",
        "\"\\0\"",
        "\"\\'\"",
        "\"\\ \"",
        "\"\\\n\"",
        "\"\0\"",
        "\"\t\"",
        "\"\n\"",
        "\"\r\"",
        "\"\u001f\"",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[,]",
        "[1,,2]",
        "[1 2]",
        "[1;2]",
        "[1}",
        "[}",
        "[\"a\":1]",
        "[]]",
        "[][]",
        "{",
        "}",
        "{]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1,,\"b\":1}",
        "{\"a\":1 \"b\":1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\",1}",
        "{\"a\"=1}",
        "{\"a\"::1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{[]:1}",
        "{\"a\":1]",
        "{}}",
        "{}{}",
        "{} {}",
        "{}null",
        "{}\0",
        "\0{}",
        "{\0}",
        "\ufeff{}",
        "{}\ufeff",
        "\u00a0{}",
        "{\u2028}",
        "{}\u000b",
        "{}\f",
        "{} // comment",
        "{/**/}",
        "# comment\n{}",
        "\u001e{}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"\":1,\"\":1}",
        "[[{\"b\":0,\"a\":{},\"b\":0}]]",
      })
  void thisIsNot(String json) {
    assertThatThrownBy(() -> sweep(json)).isExactlyInstanceOf(CallerDataException.class);
    assertThatThrownBy(() -> sweep("[{\"o\":" + json + "}]"))
        .isExactlyInstanceOf(CallerDataException.class);
    assertThat(JsonOracle.reads(json)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void sixteenLevelsAreReadAndSeventeenAreNot(String open, String close) throws Exception {
    String limit = "is nested deeper than 16 levels";

    sweep(open.repeat(16).replaceFirst(":$", ":1") + close.repeat(16));
    assertThatThrownBy(() -> sweep(open.repeat(17) + close.repeat(17))).hasMessage(limit);
    assertThatThrownBy(() -> sweep(open.repeat(17))).hasMessage(limit);
    assertThatThrownBy(() -> sweep("{\"a\":" + open.repeat(16))).hasMessage(limit);
  }

  @Test
  void theDepthIsWhatIsOpenAndNotWhatWas() throws CallerDataException {
    sweep("[" + ("[".repeat(15) + "]".repeat(15) + ",").repeat(100) + "{}]");
    sweep("[" + "{\"a\":[]},".repeat(100) + "0]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "{}, an object",
        "[], an array",
        "'', a text",
        "-1, a number",
        "0, a number",
        "9, a number",
        "true, a boolean",
        "false, a boolean",
        "null, `null`"
      })
  void theKindIsToldByTheFirstCharacter(String json, String words) throws CallerDataException {
    assertThat(new JsonScanner(" " + json.replace('\'', '"')).kind()).hasToString(words);
  }

  private static void sweep(String json) throws CallerDataException {
    JsonScanner scanner = new JsonScanner(json);
    scanner.skip();
    scanner.end();
  }
}
