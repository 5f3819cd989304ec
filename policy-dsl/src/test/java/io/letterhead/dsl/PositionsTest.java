package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems point at the very word, however the file is written. */
class PositionsTest {

  private static final String BLOCK =
      """
      version: 1
      providers:
        vllm:
          origin: http://localhost:8000
          rules:
            - allow: BAD
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsOfEverySystemCount(String lineEnd) {
    Problem problem = only(BLOCK.replace("BAD", "\"X B\"").replace("\n", lineEnd));

    assertThat(problem.position()).isEqualTo(new Position("p.yaml", 6, 16, 21));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X B", "'X B'", "\"X B\"", "[X B]", "[ 'X B' ]", "\n          - X B", ">-\n  X B"})
  void theWordIsUnderlinedInEveryStyle(String style) {
    String text = BLOCK.replace("BAD", style).replace(">-\n  X B", ">-\n          X B");
    String underlined = underlined(text, only(text));

    assertThat(underlined).isIn("X B", "'X B'", "\"X B\"", ">-");
  }

  @Test
  void flowStyleHasPositionsToo() {
    String text =
        "{ version: 1, providers: { a: { origin: 'http://x/?q', rules: [ {allow: X B} ] }}}";
    Loaded loaded = load(text);

    assertThat(loaded.problems())
        .extracting(problem -> underlined(text, problem))
        .containsExactly("'http://x/?q'", "X B");
  }

  @Test
  void columnsCountCodePoints() {
    String text =
        """
        version: 1
        providers:
          vllm:
            origin: http://localhost:8000
            rules: [{ allow: X-A, one-of: ["\uD83D\uDE00\uD83D\uDE00", ok, ok] }]
        """;
    Loaded loaded = load(text);

    assertThat(loaded.problems())
        .extracting(Problem::position)
        .containsExactly(new Position("p.yaml", 5, 36, 40), new Position("p.yaml", 5, 46, 48));
    assertThat(loaded.problems())
        .extracting(problem -> underlined(text, problem))
        .containsExactly("\"\uD83D\uDE00\uD83D\uDE00\"", "ok");
  }

  @Test
  void aScalarOverManyLinesIsUnderlinedOnItsFirst() {
    String text = BLOCK.replace("BAD", "X-A\n        max-length: \"1\n          2\"\n");

    assertThat(underlined(text, only(text))).isEqualTo("\"1");
  }

  @Test
  void aBlockOfTextIsRefusedAsAValue() {
    String text =
        BLOCK.replace("- allow: BAD", "- set: X-A\n        to: |\n          one\n          two");
    Problem problem = only(text);

    assertThat(problem.name()).isEqualTo("bad-fixed-value");
    assertThat(problem.position()).isEqualTo(new Position("p.yaml", 7, 13, 14));
  }

  @Test
  void aTabIsOneColumn() {
    String text = BLOCK.replace("BAD", "\"X\tB\" # why not");

    assertThat(underlined(text, only(text))).isEqualTo("\"X\tB\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "allow: X-A, when: { methods: [GET, g t] } | g t",
        "allow: X-A, when: { methods: trace } | trace",
        "allow: X-A, when: { paths: [/a, b] } | b",
        "allow: X-A, when: { callers: ['a b'] } | 'a b'",
        "allow: X-A, when: {} | {}",
        "allow: X-A, when: always | always",
        "allow: X-A, when: { method: GET } | method",
        "set: X-A, from-request: 'hosst' | 'hosst'",
        "set: X-A, to: a, from-request: host | from-request",
        "set: X-A, from-caller-data: 'a b' | 'a b'",
        "set: X-A | set",
        "inject: '@credential', from-secret: a | '@credential'",
        "inject: X-K, as: raw, caller-may-bring: { data: a, header: B } | header",
        "inject: X-K, as: raw, caller-may-bring: {  } | {  }",
        "inject: X-K, as: raw, caller-may-bring: { headr: X-B } | headr",
      })
  void theWordThatIsWrongInARuleIsUnderlined(String rule, String underlined) {
    String text = BLOCK.replace("- allow: BAD", "- { " + rule + " }");

    assertThat(underlined(text, load(text).problems().get(0))).isEqualTo(underlined);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "profile: nope | nope",
        "reject: [sealed, 'all'] | 'all'",
        "allow-query: [key, \"\"] | \"\"",
        "default-query: { a b: c } | a b",
        "default-query: { API_KEY: c } | API_KEY",
        "caller-data: { header: X-A } | header",
        "response-rules: [{ require: X-A }] | require",
        "response-rules: [{ allow: X-A, one-of: [a] }] | one-of",
      })
  void theWordThatIsWrongInAProviderIsUnderlined(String line, String underlined) {
    String text = BLOCK.replace("    rules:\n      - allow: BAD", "    " + line);

    assertThat(underlined(text, load(text).problems().get(0))).isEqualTo(underlined);
  }

  private static Problem only(String text) {
    Loaded loaded = load(text);
    assertThat(loaded.problems()).hasSize(1);
    return loaded.problems().get(0);
  }

  private static Loaded load(String text) {
    return PolicyFiles.load("p.yaml", text, PlugIns.installed());
  }

  private static String underlined(String text, Problem problem) {
    int[] line = text.split("\r\n|\r|\n", -1)[problem.position().line() - 1].codePoints().toArray();
    int from = problem.position().column() - 1;
    return new String(line, from, problem.position().endColumn() - 1 - from);
  }
}
