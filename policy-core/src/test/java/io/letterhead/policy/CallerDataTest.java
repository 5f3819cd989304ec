package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A carrier holds what the rules read, or is refused in words that show no value. */
class CallerDataTest {

  private static final CallerData.Expected EXPECTED =
      new CallerData.Expected(ImmutableSet.of("sub", "tier"), "extra");

  @Test
  void theTextsAndTheFieldsAreRead() throws CallerDataException {
    CallerData data =
        read(
            " {\"tier\" : \"gold\", \"extra\":{\"X-B\":\"2\",\"x-a\":\"1 \\t 1\"},\r\n\t\"sub\":\"s\"} ");

    assertThat(data.text("sub")).isEqualTo("s");
    assertThat(data.text("tier")).isEqualTo("gold");
    assertThat(fields(data)).containsExactly("X-B: 2", "x-a: 1 \t 1");
  }

  @Test
  void whatIsAbsentIsNotMadeUp() throws CallerDataException {
    for (CallerData data : List.of(CallerData.NONE, read("{}"), read("{\"extra\":{}}"))) {
      assertThat(data.text("sub")).isNull();
      assertThat(data.text("other")).isNull();
      assertThat(fields(data)).isEmpty();
    }
    assertThat(read("{\"tier\":\"gold\"}").text("sub")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'SUB':1,'Sub':null,'sub ':'','Tier':[],'EXTRA':3}",
        "{'':1,'other':{'sub':'','extra':1,'deep':[{'tier':null}]}}",
        "{'other':[1,-0.5e+3,true,false,null,'',{},[],{'a':{'a':{'a':''}}}]}",
      })
  void keysOfOtherProvidersHoldAnythingAndGoNowhere(String json) throws CallerDataException {
    CallerData data = read(json.replace('\'', '"'));

    assertThat(data).hasToString("CallerData[texts=[], headers=0]");
    assertThat(data.text("SUB")).isNull();
    assertThat(data.text("other")).isNull();
  }

  @Test
  void withoutAKeyOfFieldsNoKeyHoldsFields() throws CallerDataException {
    CallerData.Expected texts = new CallerData.Expected(ImmutableSet.of("sub"), "");

    assertThat(fields(CallerData.read("{\"\":{\"X-A\":\"1\"}}", texts))).isEmpty();
    assertThat(CallerData.read("{\"\":1,\"sub\":\"s\"}", texts).text("sub")).isEqualTo("s");
  }

  @Test
  void keysAndNamesAreComparedAfterTheirEscapes() throws CallerDataException {
    CallerData data = read("{\"\\u0073ub\":\"s\",\"e\\u0078tra\":{\"X\\u002dA\":\"1\"}}");

    assertThat(data.text("sub")).isEqualTo("s");
    assertThat(fields(data)).containsExactly("X-A: 1");
    assertRefused("{\"sub\":\"a\",\"\\u0073ub\":\"a\"}", "holds `sub` twice");
    assertRefused("{\"extra\":{\"a\":\"1\",\"\\u0061\":\"1\"}}", "holds `a` twice in `extra`");
    assertRefused("{\"o\":{\"/\":1,\"\\/\":1}}", "holds a key twice in one object");
  }

  @Test
  void namesThatDifferInCaseAloneAreTwoFields() throws CallerDataException {
    assertThat(fields(read("{\"extra\":{\"X-A\":\"1\",\"x-a\":\"2\",\"X_A\":\"3\",\"\":\"4\"}}")))
        .containsExactly("X-A: 1", "x-a: 2", "X_A: 3", ": 4");
  }

  @Test
  void whatIsNoFieldValueIsReturnedForTheEngineToJudge() throws CallerDataException {
    CallerData data =
        read(utf8("{\"sub\":\"\\u0000\\r\\n\\u007f\",\"tier\":\"\u00e9\u20ac\ud83d\ude00\"}"));

    assertThat(data.text("sub")).isEqualTo("\0\r\n\u007f");
    assertThat(data.text("tier")).isEqualTo("\u00e9\u20ac\ud83d\ude00");
    assertThat(read("{\"tier\":\"\\u00E9\\u20ac\\ud83d\\uDE00\"}").text("tier"))
        .isEqualTo(data.text("tier"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~                        | is empty, where a JSON object belongs",
        "~ \t\r\n ~                | is empty, where a JSON object belongs",
        "[]                        | holds an array, where a JSON object belongs",
        "[{'sub':'s'}]             | holds an array, where a JSON object belongs",
        "'{}'                      | holds a text, where a JSON object belongs",
        "7                         | holds a number, where a JSON object belongs",
        "true                      | holds a boolean, where a JSON object belongs",
        "null                      | holds `null`, where a JSON object belongs",
        "{'sub':7}                 | holds a number under `sub`, where a text belongs",
        "{'sub':-1e5}              | holds a number under `sub`, where a text belongs",
        "{'sub':true}              | holds a boolean under `sub`, where a text belongs",
        "{'sub':false}             | holds a boolean under `sub`, where a text belongs",
        "{'sub':null}              | holds `null` under `sub`, where a text belongs",
        "{'sub':['s']}             | holds an array under `sub`, where a text belongs",
        "{'sub':{}}                | holds an object under `sub`, where a text belongs",
        "{'sub':''}                | holds an empty text under `sub`",
        "{'sub':' s'}              | holds a text under `sub` that begins or ends with white space",
        "{'sub':'s '}              | holds a text under `sub` that begins or ends with white space",
        "{'sub':'\\ts'}            | holds a text under `sub` that begins or ends with white space",
        "{'sub':'s\\u0009'}        | holds a text under `sub` that begins or ends with white space",
        "{'sub':' '}               | holds a text under `sub` that begins or ends with white space",
        "{'extra':7}               | holds a number under `extra`, where an object of fields belongs",
        "{'extra':'X-A'}           | holds a text under `extra`, where an object of fields belongs",
        "{'extra':null}            | holds `null` under `extra`, where an object of fields belongs",
        "{'extra':false}           | holds a boolean under `extra`, where an object of fields belongs",
        "{'extra':[{'X-A':'1'}]}   | holds an array under `extra`, where an object of fields belongs",
        "{'extra':{'X-A':1}}       | holds a number under `X-A` in `extra`, where a text belongs",
        "{'extra':{'X-A':null}}    | holds `null` under `X-A` in `extra`, where a text belongs",
        "{'extra':{'X-A':true}}    | holds a boolean under `X-A` in `extra`, where a text belongs",
        "{'extra':{'X-A':{'a':1}}} | holds an object under `X-A` in `extra`, where a text belongs",
        "{'extra':{'X-A':['1']}}   | holds an array under `X-A` in `extra`, where a text belongs",
        "{'extra':{'X-A':''}}      | holds an empty text under `X-A` in `extra`",
        "{'extra':{'X':'1 '}}      | holds a text under `X` in `extra` that begins or ends with white space",
        "{'extra':{'a\\n\\\\':1}}  | holds a number under `a\\u000a\\u005c` in `extra`, where a text belongs",
        "{'sub':'s','sub':'s'}     | holds `sub` twice",
        "{'sub':'s','sub':7}       | holds `sub` twice",
        "{'extra':{},'extra':{}}   | holds `extra` twice",
        "{'extra':{'a':'','a':''}} | holds an empty text under `a` in `extra`",
        "{'extra':{'a':'1','a':1}} | holds `a` twice in `extra`",
        "{'other':1,'other':1}     | holds a key twice in one object",
        "{'o':[{'sub':1,'sub':1}]} | holds a key twice in one object",
        "{'o':'\\ud800'}           | holds half of a surrogate pair, which is no character",
        "{'o':'\\uDBFFa'}          | holds half of a surrogate pair, which is no character",
        "{'o':'\\udc00\\ud800'}    | holds half of a surrogate pair, which is no character",
        "{'o':'\\ud800\\ud800'}    | holds half of a surrogate pair, which is no character",
        "{'o':'\\ud800\\u0041'}    | holds half of a surrogate pair, which is no character",
        "{'o':'\\ud800\\n'}        | holds half of a surrogate pair, which is no character",
        "{'\\udfff':1}             | holds half of a surrogate pair, which is no character",
        "{                         | is not JSON: it ends too early",
        "{'sub':'s                 | is not JSON: it ends too early",
        "{'sub':'\\                | is not JSON: it ends too early",
        "{'sub':'\\u00             | is not JSON: it ends too early",
        "{'o':'\\ud800\\u          | is not JSON: it ends too early",
        "{'sub'                    | is not JSON: it ends too early",
        "{'sub':                   | is not JSON: it ends too early",
        "{'sub':'s'                | is not JSON: it ends too early",
        "{'sub':'s',               | is not JSON: it ends too early",
        "{'o':[                    | is not JSON: it ends too early",
        "{'o':[1                   | is not JSON: it ends too early",
        "{}{}                      | is not JSON: something follows its end",
        "{},                       | is not JSON: something follows its end",
        "{'sub':'s',}              | is not JSON: a key is missing or not in double quotes",
        "{,}                       | is not JSON: a key is missing or not in double quotes",
        "{sub:'s'}                 | is not JSON: a key is missing or not in double quotes",
        "{'sub' 's'}               | is not JSON: a colon is missing",
        "{'sub':'s' 'o':1}         | is not JSON: a comma or the end of an object is missing",
        "{'o':[1 2]}               | is not JSON: a comma or the end of an array is missing",
        "{'o':[1}                  | is not JSON: a comma or the end of an array is missing",
        "{'o':[1,]}                | is not JSON: a value is missing or malformed",
        "{'sub':}                  | is not JSON: a value is missing or malformed",
        "{'sub':nil}               | is not JSON: a value is missing or malformed",
        "sub                       | is not JSON: a value is missing or malformed",
        "{'sub':01}                | is not JSON: a number is malformed",
        "{'o':-}                   | is not JSON: a number is malformed",
        "{'o':'\\x'}               | is not JSON: an escape is malformed",
        "{'o':'\\u00g0'}           | is not JSON: an escape is malformed",
        "{'o':'\t'}                | is not JSON: a text holds a control character that is not escaped",
      })
  void aCarrierIsRefusedInTheseWords(String json, String words) {
    assertRefused(json.replace('\'', '"'), words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080", // a continuation alone
        "\u00c3", // nothing continued
        "\u00c3(",
        "\u00e9", // ISO-8859-1
        "\u00c0\u00af", // overlong
        "\u00e0\u0080\u00af",
        "\u00ed\u00a0\u0080", // a surrogate
        "\u00f4\u0090\u0080\u0080", // above U+10FFFF
        "\u00f8\u0088\u0080\u0080\u0080",
        "\u00ff",
        "\u0100", // no byte
        "\u20ac",
        "\ud83d\ude00",
        "\ud800"
      })
  void bytesThatAreNotUtf8AreRefusedWhereverTheyAre(String bytes) {
    assertRefused("{\"sub\":\"" + bytes + "\"}", "is not UTF-8");
    assertRefused("{\"other\":\"" + bytes + "\"}", "is not UTF-8");
    assertRefused("{\"" + bytes + "\":1}", "is not UTF-8");
    assertRefused("{}" + bytes, "is not UTF-8");
  }

  @Test
  void aReplacementCharacterThatWasSentIsACharacter() throws CallerDataException {
    assertThat(read(utf8("{\"sub\":\"\ufffd\"}")).text("sub")).isEqualTo("\ufffd");
  }

  @Test
  void aLongNameIsCutWhereItIsShown() {
    assertRefused(
        "{\"extra\":{\"" + "n".repeat(100) + "\":1}}",
        "holds a number under `" + "n".repeat(64) + "...` in `extra`, where a text belongs");
  }

  @Test
  void nothingThatIsPrintedShowsAValueOrANameOfTheCaller() throws CallerDataException {
    assertThat(read("{\"sub\":\"v4lue\",\"extra\":{\"n4me\":\"v4lue\"},\"other\":\"v4lue\"}"))
        .hasToString("CallerData[texts=[sub], headers=1]");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void timeGrowsWithTheLengthAlone() throws CallerDataException {
    int members = 1 << 17;
    StringBuilder colliding = new StringBuilder("{\"o\":{");
    StringBuilder fields = new StringBuilder("{\"extra\":{");
    for (int i = 0; i < members; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 17; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      colliding.append('"').append(key).append("\":0,");
      fields.append('"').append(key).append("\":\"1\",");
    }
    int length = 1 << 22;

    read(colliding.append("\"\":0}}").toString());
    assertThat(read(fields.append("\"\":\"1\"}}").toString()).headers().size())
        .isEqualTo(members + 1);
    assertThat(read("{\"sub\":\"" + "\\u0041".repeat(length) + "\"}").text("sub")).hasSize(length);
    read("{\"o\":[" + "1,".repeat(length) + "1" + "0".repeat(length) + "]}");
    read("{\"o\":[" + "[[{}],[]],".repeat(length / 8) + "{}]}" + " ".repeat(length));
    assertRefused(
        "{\"o\":" + "[".repeat(length), "is nested deeper than " + JsonScanner.DEEPEST + " levels");
  }

  private static CallerData read(String carrier) throws CallerDataException {
    return CallerData.read(carrier, EXPECTED);
  }

  private static void assertRefused(String carrier, String words) {
    assertThatThrownBy(() -> read(carrier))
        .isExactlyInstanceOf(CallerDataException.class)
        .hasMessage(words)
        .hasNoCause();
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static List<String> fields(CallerData data) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < data.headers().size(); i++) {
      fields.add(data.headers().name(i) + ": " + data.headers().value(i));
    }
    return fields;
  }
}
