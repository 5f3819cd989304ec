package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Position;
import org.junit.jupiter.api.Test;

/** A line with its carets, at the edges of lines and of what is hidden. */
class ExcerptTest {

  private static final String LONG = "X-A, ".repeat(60);

  @Test
  void whatEndsBeforeItsLineIsShownAsOneCaretBehindIt() {
    assertThat(excerpt("allow: [", 9, 10)).isEqualTo(new Excerpt("allow: [", 8, 9));
    assertThat(excerpt("", 1, 1)).isEqualTo(new Excerpt("", 0, 1));
  }

  @Test
  void aPlaceOfNoLengthHasOneCaret() {
    assertThat(excerpt("allow: [", 1, 1)).isEqualTo(new Excerpt("allow: [", 0, 1));
    assertThat(excerpt("allow: [", 4, 4)).isEqualTo(new Excerpt("allow: [", 3, 4));
  }

  @Test
  void theEndOfALongLineHasOneCaretToo() {
    String line = LONG + "X-B";

    assertThat(excerpt(line, line.length() + 1, line.length() + 2))
        .isEqualTo(new Excerpt("\u2026" + line.substring(line.length() - 120), 121, 122));
  }

  @Test
  void aLineOfTheGreatestWidthIsShownWhole() {
    String line = "x".repeat(120);

    assertThat(excerpt(line, 120, 121)).isEqualTo(new Excerpt(line, 119, 120));
    assertThat(excerpt(line + "x", 1, 2)).isEqualTo(new Excerpt(line + "\u2026", 0, 1));
  }

  @Test
  void aLongWordIsUnderlinedAsFarAsItIsShown() {
    String line = "y".repeat(50) + "x".repeat(200);

    assertThat(excerpt(line, 51, 251))
        .isEqualTo(new Excerpt("\u2026" + line.substring(10, 130) + "\u2026", 41, 121));
  }

  @Test
  void aLineMayBeginWithWhatIsHidden() {
    assertThat(excerpt("sk-abcdefghijklmnop: x", 1, 20)).isEqualTo(new Excerpt("***: x", 0, 3));
  }

  @Test
  void aPlaceInsideWhatIsHiddenIsAllThatIsHidden() {
    String line = "origin: http://me:hunter2@example.com";

    assertThat(excerpt(line, 20, 21))
        .isEqualTo(new Excerpt("origin: http://***@example.com", 15, 18));
  }

  @Test
  void aCharacterThatIsNotShownIsReplaced() {
    assertThat(excerpt("a\u202Eb U+", 2, 3)).isEqualTo(new Excerpt("a\uFFFDb U+", 1, 2));
  }

  private static Excerpt excerpt(String line, int column, int endColumn) {
    return Excerpt.of(
        new SourceText("p.yaml", line), new Masks(), new Position("p.yaml", 1, column, endColumn));
  }
}
