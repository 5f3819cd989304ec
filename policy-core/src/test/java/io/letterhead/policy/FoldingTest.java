package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names fold by ASCII alone, under every locale. */
class FoldingTest {

  @ParameterizedTest
  @CsvSource({
    "X-Api-Key, x-api-key",
    "X_API_KEY, x-api-key",
    "x.api~key, x-api-key",
    "AUTHORIZATION, authorization",
    "Internal-ID, internal-id",
    "a'b*c, a-b-c"
  })
  void asciiLettersGoLowerAndPunctuationBecomesAHyphen(String name, String folded) {
    assertThat(FieldName.fold(name)).isEqualTo(folded);
    assertThat(FieldName.of(name).folded()).isEqualTo(folded);
    assertThat(FieldName.of(name).spelled()).isEqualTo(name);
    assertThat(Folding.foldsTo(name, folded)).isTrue();
    assertThat(Folding.foldAlike(name, folded)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a:b", "x-api-\u212aey", "\u0131", "\u017f", "a\0", "\u00e9"})
  void whatIsNoTokenIsNoName(String text) {
    assertThat(FieldName.isToken(text)).isFalse();
    assertThat(Folding.foldAlike(text + "k", text + "k")).isEqualTo(text.isEmpty());
    assertThatThrownBy(() -> FieldName.of(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FieldName.fold(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLocaleTakesNoPart() {
    Locale before = Locale.getDefault();
    try {
      for (String language : new String[] {"tr", "az", "lt"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(FieldName.fold("AUTHORIZATION-I")).isEqualTo("authorization-i");
        assertThat(Folding.sameButForCase("X-ID", "x-id")).isTrue();
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyCharacterFoldsToItsSymbolOrToNone() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      boolean token = c < 0x80 && String.valueOf((char) c).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]");
      assertThat(Folding.symbol((char) c) >= 0).as("U+%04x", c).isEqualTo(token);
      assertThat(Folding.isPlain((char) c))
          .as("U+%04x", c)
          .isEqualTo(token && String.valueOf((char) c).matches("[0-9A-Za-z-]"));
    }
  }

  @Test
  void namesThatFoldAlikeAreEqualButSpellingsDifferInMoreThanCase() {
    assertThat(FieldName.of("X_Id")).isEqualTo(FieldName.of("x-id")).hasSameHashCodeAs("x-id");
    assertThat(Folding.sameButForCase("X_Id", "x-id")).isFalse();
    assertThat(Folding.sameButForCase("X_Id", "x_ID")).isTrue();
    assertThat(Folding.sameButForCase("X-Id", "X-Ids")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a, aa, false",
    "aa, a, false",
    "*, a, true",
    "a*, a, true",
    "a*, ab, true",
    "a*, ba, false",
    "*a, aba, true",
    "*a, ab, false",
    "a*b, acbb, true",
    "a*b, acbc, false",
    "*ab*, xaab, true",
    "*ab*ab, abab, true",
    "*ab*ab, aab, false",
    "X_*-a**, x-b-a, true",
    "a**b, ab, true",
    "**, a, true"
  })
  void aPatternMatchesFoldedNames(String pattern, String folded, boolean matches) {
    assertThat(Folding.matches(pattern, folded)).isEqualTo(matches);
  }

  @Test
  void aPartOfATextFoldsLikeAName() {
    assertThat(Folding.foldAlike("xX_Ax", 1, 4, "x-a")).isTrue();
    assertThat(Folding.foldAlike("xX_Ax", 0, 3, "x-a")).isFalse();
    assertThat(Folding.foldAlike("xX_Ax", 1, 5, "x-a")).isFalse();
    assertThat(Folding.foldAlike("xX_Ax", 1, 3, "x-a")).isFalse();
    assertThat(Folding.foldsTo("X_A", "x-b")).isFalse();
    assertThat(Folding.foldsTo("X_A", "x-")).isFalse();
    assertThat(Folding.foldsTo("X A", "x-a")).isFalse();
  }

  @Test
  void aTextIsPlainIfAllOfItIs() {
    assertThat(Folding.isPlain("X-a9")).isTrue();
    assertThat(Folding.isPlain("_a")).isFalse();
    assertThat(Folding.isPlain("a_")).isFalse();
  }
}
