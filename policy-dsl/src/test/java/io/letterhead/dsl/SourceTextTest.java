package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Position;
import org.junit.jupiter.api.Test;

class SourceTextTest {

  @Test
  void everyLineEndEndsALine() {
    SourceText text = new SourceText("p.yaml", "a\nbc\r\n\rd\r");

    assertThat(text.lines()).isEqualTo(5);
    assertThat(lines(text)).containsExactly("a", "bc", "", "d", "");
  }

  @Test
  void anEmptyTextHasOneLine() {
    SourceText text = new SourceText("p.yaml", "");

    assertThat(lines(text)).containsExactly("");
    assertThat(text.at(0)).isEqualTo(-1);
    assertThat(text.position(0)).isEqualTo(new Position("p.yaml", 1, 1, 1));
  }

  @Test
  void aPlaceIsInTheLineThatItsIndexIsIn() {
    SourceText text = new SourceText("p.yaml", "ab\ncd\n\nef");

    assertThat(text.position(0)).isEqualTo(new Position("p.yaml", 1, 1, 2));
    assertThat(text.position(2)).as("a line end").isEqualTo(new Position("p.yaml", 1, 3, 3));
    assertThat(text.position(3)).isEqualTo(new Position("p.yaml", 2, 1, 2));
    assertThat(text.position(6)).isEqualTo(new Position("p.yaml", 3, 1, 1));
    assertThat(text.position(8)).isEqualTo(new Position("p.yaml", 4, 2, 3));
    assertThat(text.position(9)).as("behind all").isEqualTo(new Position("p.yaml", 4, 3, 3));
  }

  @Test
  void whatGoesOnIsCutAtItsLine() {
    SourceText text = new SourceText("p.yaml", "ab\ncd");

    assertThat(text.position(1, 5)).isEqualTo(new Position("p.yaml", 1, 2, 3));
    assertThat(text.position(1, 2)).isEqualTo(new Position("p.yaml", 1, 2, 3));
    assertThat(text.start()).isEqualTo(new Position("p.yaml", 1, 1, 1));
  }

  @Test
  void indexesCountCodePoints() {
    SourceText text = new SourceText("p.yaml", "\uD83D\uDE00b");

    assertThat(text.length()).isEqualTo(2);
    assertThat(text.at(0)).isEqualTo(0x1F600);
    assertThat(text.at(1)).isEqualTo('b');
    assertThat(text.at(2)).isEqualTo(-1);
    assertThat(text.slice(1, 2)).isEqualTo("b");
  }

  private static String[] lines(SourceText text) {
    String[] lines = new String[text.lines()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = text.slice(text.lineStart(i + 1), text.lineEndOf(i + 1));
    }
    return lines;
  }
}
