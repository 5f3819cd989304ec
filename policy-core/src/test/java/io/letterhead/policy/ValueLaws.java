package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;

/** What holds of every text as a field's value. */
final class ValueLaws {

  /** What every server reads alike: HTAB, SP and visible ASCII. */
  static final Pattern PLAIN = Pattern.compile("[\\t -~]*");

  private static final Pattern BYTES = Pattern.compile("[\\t -~\\x80-\\xFF]*");
  private static final Pattern FIXED = Pattern.compile("[!-~]([\\t -~]*[!-~])?");
  private static final Pattern BLANK = Pattern.compile("[\\t ]*");

  private ValueLaws() {}

  static void check(String text) {
    assertThat(FieldValue.content(text)).isEqualTo(content(text));
    assertThat(FieldValue.isBlank(text)).isEqualTo(BLANK.matcher(text).matches());
    boolean fixed = FIXED.matcher(text).matches();
    assertThat(FieldValue.isFixed(text)).isEqualTo(fixed);
    if (fixed) {
      FieldValue.requireFixed(text);
    } else {
      assertThatThrownBy(() -> FieldValue.requireFixed(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static FieldValue.Content content(String text) {
    if (PLAIN.matcher(text).matches()) {
      return FieldValue.Content.PLAIN;
    }
    return BYTES.matcher(text).matches() ? FieldValue.Content.OPAQUE : FieldValue.Content.MALFORMED;
  }
}
