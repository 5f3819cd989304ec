package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;
import java.util.regex.Pattern;

/** What holds of every text as a field's name: all that read names agree whether it is one. */
final class NameLaws {

  /** RFC 9110, section 5.6.2. */
  static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]+");
  private static final Automaton<ImmutableSet<String>> EVERY = everyName();

  private NameLaws() {}

  static void check(String text) {
    boolean token = TOKEN.matcher(text).matches();
    int run = EVERY.run(text);

    assertThat(Folding.isToken(text)).isEqualTo(token);
    assertThat(FieldName.isToken(text)).isEqualTo(token);
    assertThat(run != Automaton.NO_NAME).isEqualTo(token);
    assertThat(Rejection.printable(text)).matches("[ -~]*").hasSizeLessThan(64 * 6 + 4);
    if (token) {
      checkFolded(text, run);
    } else {
      assertThatThrownBy(() -> Folding.fold(text)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> FieldName.of(text)).isInstanceOf(IllegalArgumentException.class);
      assertThat(Folding.foldAlike(text, text)).isEqualTo(text.isEmpty());
    }
  }

  /** Folding written a second time, with nothing of the engine's. */
  static String folded(String name) {
    return name.replaceAll("[^0-9A-Za-z]", "-").toLowerCase(Locale.ROOT);
  }

  private static void checkFolded(String name, int run) {
    String folded = Folding.fold(name);

    assertThat(folded).isEqualTo(folded(name)).isEqualTo(FieldName.of(name).folded());
    assertThat(Folding.fold(folded)).isEqualTo(folded);
    assertThat(FieldName.of(name)).isEqualTo(FieldName.of(folded));
    assertThat(Folding.foldsTo(name, folded)).isTrue();
    assertThat(Folding.foldAlike(name, folded)).isTrue();
    assertThat(EVERY.output(run)).containsExactly("every name");
    assertThat(Automaton.isAlias(run)).isEqualTo(!PLAIN.matcher(name).matches());
    assertThat(Folding.sameButForCase(name, folded)).isEqualTo(!Automaton.isAlias(run));
    assertThat(EVERY.run(folded) >> 1).isEqualTo(run >> 1);
  }

  private static Automaton<ImmutableSet<String>> everyName() {
    AutomatonBuilder<String> builder = new AutomatonBuilder<>();
    builder.add("*", "every name");
    return builder.build();
  }
}
