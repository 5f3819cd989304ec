package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken up to a limit is taken at it, and refused one beyond. */
class LimitsTest {

  private static final String TEXT =
      """
      version: 1
      caller-data: { header: X-My-Data }
      providers:
        vllm:
          origin: http://localhost:8000
          %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rules: [{ allow: X-A, when: { callers: \"TEXT\" } }] | 512 | bad-condition",
        "rules: [{ set: X-A, from-caller-data: \"TEXT\" }] | 128 | bad-name",
        "default-query: { \"TEXT\": a } | 128 | bad-query",
        "caller-data: { headers: \"TEXT\" } | 128 | bad-name",
      })
  void aWordOfVisibleCharactersHasAGreatestLength(String line, int longest, String problem) {
    assertThat(problems(line.replace("TEXT", "a".repeat(longest)))).isEmpty();
    assertThat(problems(line.replace("TEXT", "a".repeat(longest + 1)))).containsExactly(problem);
    assertThat(problems(line.replace("TEXT", "!a~"))).isEmpty();
    for (String text : List.of("", "a b", "a\\x7F", "\\u00E9")) {
      assertThat(problems(line.replace("TEXT", text))).as(text).containsExactly(problem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "8", "9", "9999999"})
  void aLengthHasUpToSevenDigits(String length) {
    assertThat(problems("rules: [{ allow: X-A, max-length: " + length + " }]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000", "0", "01", "1/", "1:2", "-1", "1.0", "\u0661"})
  void otherLengthsAreNoNumbers(String length) {
    assertThat(problems("rules: [{ allow: X-A, max-length: \"" + length + "\" }]"))
        .containsExactly("bad-guard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "9", "999999999"})
  void aProfilesVersionHasUpToNineDigits(String version) {
    assertThat(ofProfile(version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "0", "01", "1/", "1:2", ""})
  void otherVersionsOfAProfileAreNoNumbers(String version) {
    assertThat(ofProfile(version)).containsExactly("bad-profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "a b", "a\\tb"})
  void aFixedValueIsOfVisibleCharactersWithBlanksBetween(String value) {
    assertThat(problems("rules: [{ set: X-A, to: \"" + value + "\" }]")).isEmpty();
    assertThat(problems("default-query: { a: \"" + value.replace("\\t", "") + "\" }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "\\ta", "a\\t", "a\\x1Fb", "a\\x7Fb", "a\\nb"})
  void otherFixedValuesAreRefused(String value) {
    assertThat(problems("rules: [{ set: X-A, to: \"" + value + "\" }]"))
        .containsExactly("bad-fixed-value");
  }

  @Test
  void aCharacterOfAValueIsNamedByItsPlace() {
    assertThat(load("rules: [{ set: X-A, to: \"ab\\x1F\" }]").problems())
        .extracting(Problem::message)
        .containsExactly("`to` of `set` holds U+001F as character 3");
  }

  @Test
  void anAddedParameterHoldsNoControlCharacter() {
    assertThat(problems("default-query: { a: \"b\\x1F\" }")).containsExactly("bad-query");
  }

  @Test
  void aNameOfTheFileHasUpToSixtyFourLettersAndDigits() {
    assertThat(List.of("a", "z", "A", "Z", "0", "9", "a-_.", "a".repeat(64)))
        .allMatch(Names::isName);
    assertThat(List.of("", "-a", "a`", "a{", "a@", "a[", "a/", "a:", "a b", "a".repeat(65)))
        .noneMatch(Names::isName);
  }

  @Test
  void nothingNestsDeeperThanThirtyTwo() {
    String deepest = "[".repeat(32) + "]".repeat(32);

    assertThat(ofYaml(deepest)).isEmpty();
    assertThat(ofYaml("[" + deepest + ", b: c]")).containsExactly("too-deep");
  }

  private static List<String> ofYaml(String text) {
    Problems problems = new Problems();
    assertThat(PositionedYaml.parse(new SourceText("p.yaml", text), problems)).isPresent();
    return problems.all().stream().map(Problem::name).toList();
  }

  private static List<String> ofProfile(String version) {
    return TestPolicies.load(
            "p.yaml",
            """
            version: 1
            profiles:
              acme:
                version: "%s"
                origin: https://api.acme.example
                credential: { slot: X-Acme-Key, as: raw }
            providers: { acme: { profile: acme } }
            """
                .formatted(version))
        .problems()
        .stream()
        .map(Problem::name)
        .toList();
  }

  private static List<String> problems(String line) {
    return load(line).problems().stream().map(Problem::name).toList();
  }

  private static Loaded load(String line) {
    return TestPolicies.load("p.yaml", TEXT.replace("%s", line));
  }
}
