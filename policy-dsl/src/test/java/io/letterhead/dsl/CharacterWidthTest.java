package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharacterWidthTest {

  @Test
  void aBlockOfWideCharactersHasItsFirstAndItsLast() {
    assertThat(CharacterWidth.of(0x10FF)).isEqualTo(1);
    assertThat(CharacterWidth.of(0x1100)).isEqualTo(2);
    assertThat(CharacterWidth.of(0x115F)).isEqualTo(2);
    assertThat(CharacterWidth.of(0x1160)).isEqualTo(1);
  }

  @Test
  void whatJoinsTheCharacterBeforeItTakesNoColumn() {
    assertThat(CharacterWidth.of(0x0301)).as("an accent").isZero();
    assertThat(CharacterWidth.of(0x20DD)).as("a circle around").isZero();
  }
}
