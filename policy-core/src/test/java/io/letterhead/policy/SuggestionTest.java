package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt word is guessed only where one known word is close. */
class SuggestionTest {

  private static final List<String> KNOWN =
      List.of("allow", "deny", "rename", "set", "default", "inject", "require");

  @ParameterizedTest
  @CsvSource({
    "allow,    allow",
    "alow,     allow",
    "alllow,   allow",
    "allwo,    allow",
    "ellow,    allow",
    "renmae,   rename",
    "injekt,   inject",
    "defualt,  default",
    "defaul,   default",
    "sett,     set",
    "st,       set",
  })
  void aCloseWordIsMeant(String word, String meant) {
    assertThat(Suggestion.closest(word, KNOWN)).contains(meant);
    assertThat(Suggestion.fix(word, KNOWN, "verbs")).isEqualTo("did you mean `" + meant + "`?");
  }

  @ParameterizedTest
  @CsvSource({"permit", "''", "Allow-all", "ban", "ALLOW", "seeet", "lalox", "xyz"})
  void aDistantWordIsNot(String word) {
    assertThat(Suggestion.closest(word, KNOWN)).isEmpty();
    assertThat(Suggestion.fix(word, KNOWN, "verbs"))
        .isEqualTo(
            "the verbs are `allow`, `default`, `deny`, `inject`, `rename`, `require`, `set`");
  }

  @Test
  void betweenTwoWordsThatAreEquallyCloseThereIsNoGuess() {
    assertThat(Suggestion.closest("key-c", List.of("key-a", "key-b"))).isEmpty();
    assertThat(Suggestion.closest("key-a", List.of("key-a", "key-b"))).contains("key-a");
  }

  @Test
  void aWordThatIsKnownTwiceIsStillOne() {
    assertThat(Suggestion.closest("vlm", List.of("vllm", "vllm"))).contains("vllm");
  }

  @Test
  void aLongListIsCutWithItsRestCounted() {
    List<String> many = IntStream.range(100, 115).mapToObj(i -> "name-" + i).toList();

    assertThat(Suggestion.fix("other", many, "names"))
        .startsWith("the names are `name-100`, `name-101`")
        .endsWith("`name-111` and 3 more");
    assertThat(Suggestion.fix("other", many.subList(0, 12), "names")).endsWith("`name-111`");
  }

  @Test
  void whereThereIsNothingToMeanThatIsSaid() {
    assertThat(Suggestion.fix("x", List.of(), "secrets")).isEqualTo("there are no secrets yet");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoWord() {
    assertThatNullPointerException().isThrownBy(() -> Suggestion.closest(null, KNOWN));
    assertThatNullPointerException().isThrownBy(() -> Suggestion.closest("a", null));
  }
}
