package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aLongTextIsCutBehindItsSixtiethCharacter() {
    String text = "\uD83D\uDE00".repeat(60);

    assertThat(Words.quote(text)).isEqualTo("`" + text + "`");
    assertThat(Words.quote(text + "b")).isEqualTo("`" + text + "\u2026`");
  }

  @Test
  void aTextThatMayHoldASecretIsWithheld() {
    assertThat(Words.quote("http://me:hunter2@example.com")).isEqualTo("`***`");
    assertThat(Words.quote("my sk-abcdefghijklmnop")).isEqualTo("`***`");
    assertThat(Words.quote("sk-short")).isEqualTo("`sk-short`");
  }

  @Test
  void aListReadsAsASentence() {
    assertThat(Words.list(List.of())).isEmpty();
    assertThat(Words.list(List.of("a"))).isEqualTo("`a`");
    assertThat(Words.list(List.of("a", "b"))).isEqualTo("`a` and `b`");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("`a`, `b` and `c`");
  }

  @Test
  void aWordOfSixtyCharactersMayBeASlip() {
    String known = "x".repeat(60);

    assertThat(Words.fix("x".repeat(59) + "y", List.of(known), "keys")).startsWith("did you mean");
    assertThat(Words.fix(known + "y", List.of(known), "keys")).startsWith("the keys are");
  }

  @Test
  void whatIsNotShownIsNamedByItsNumber() {
    assertThat(Words.safe("a\nb\u202Ec\uD800d\u2028e\u2029f"))
        .isEqualTo("aU+000AbU+202EcU+D800dU+2028eU+2029f");
    assertThat(Words.codePoint(0x9AF)).isEqualTo("U+09AF");
    assertThat(Words.codePoint(0x10ABCD)).isEqualTo("U+10ABCD");
  }
}
