package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters a file may hold: those that every editor shows for what they are. */
class YamlCharactersTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        '\t', '\n', '\r', 0x20, 0x7E, 0xA0, 0x2027, 0x202F, 0x2065, 0x206A, 0xD7FF, 0xE000, 0xFEFE,
        0xFF00, 0xFFFD, 0x1F600, 0x10FFFF
      })
  void whatEditorsShowIsReadable(int codePoint) {
    assertThat(check(Character.toString(codePoint)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 0x0B, 0x1F, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xD800,
        0xDFFF, 0xFEFF, 0xFFFE, 0xFFFF
      })
  void whatTheyHideIsNot(int codePoint) {
    assertThat(check("a" + Character.toString(codePoint)).all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("bad-yaml");
              assertThat(problem.position().column()).isEqualTo(2);
              assertThat(problem.message())
                  .isEqualTo("the character " + Words.codePoint(codePoint) + " is not readable");
            });
  }

  @Test
  void aDamagedTextHasTwentySuchProblems() {
    assertThat(check("\u0000".repeat(25)).all()).hasSize(20);
    assertThat(check("\u0000".repeat(20)).all()).hasSize(20);
  }

  @Test
  void problemsOfBeforeDoNotCount() {
    Problems problems = check("\u0000".repeat(5));

    assertThat(YamlCharacters.check(new SourceText("p.yaml", "ok"), problems)).isTrue();
    assertThat(YamlCharacters.check(new SourceText("p.yaml", "\u0000".repeat(25)), problems))
        .isFalse();
    assertThat(problems.size()).isEqualTo(25);
  }

  @Test
  void aTextMayHaveAMillionCharactersAndSome() {
    String largest = "#".repeat(PositionedYaml.MAX_LENGTH);

    assertThat(check(largest).isEmpty()).isTrue();
    assertThat(check(largest + "#").all()).extracting(Problem::name).containsExactly("too-large");
  }

  private static Problems check(String text) {
    Problems problems = new Problems();
    boolean readable = YamlCharacters.check(new SourceText("p.yaml", text), problems);
    assertThat(readable).isEqualTo(problems.isEmpty());
    return problems;
  }
}
