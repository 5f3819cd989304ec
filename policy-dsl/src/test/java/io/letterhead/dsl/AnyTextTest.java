package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text: no exception, only problems, each inside the file, none with a secret. */
class AnyTextTest {

  private static final PlugIns PLUG_INS = PlugIns.installed();
  private static final String SAMPLE = sample();

  /** Two secrets of which one looks like one, and one does not. */
  private static final String SHAPED = "sk-canary-0123456789abcdef";

  private static final String UNSHAPED = "hunter2canaryhunter2";

  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n  ",
          "\n    - ",
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "'",
          "\"",
          "\\",
          "|",
          ">",
          "&a ",
          "*a ",
          "!t ",
          "#",
          " #",
          "\t",
          "---\n",
          "...\n",
          "%",
          "@",
          "`",
          "? ",
          "~",
          "\r",
          "\0",
          "\uD83D",
          "\uD83D\uDE00",
          "\u2028",
          "\uFEFF",
          "\"\\UFFFFFFFF\"",
          "\"\\uD800\"",
          "<<: ",
          "allow",
          "deny: ",
          "set: X\n      to: ",
          "inject: ",
          "groups:",
          "secrets:",
          "version: 2",
          "null",
          "*");

  @Property(tries = 1000)
  void aRandomTextIsLoadedOrHasProblems(@ForAll String text) {
    check(text);
  }

  @Property(tries = 1000)
  void aTextOfYamlPiecesIsLoadedOrHasProblems(@ForAll("pieces") String text) {
    check(text);
  }

  @Property(tries = 2000)
  void aMutatedPolicyIsLoadedOrHasProblems(@ForAll("mutants") String text) {
    check(text);
  }

  @Property(tries = 1000)
  void aPastedCredentialIsNeverShown(@ForAll("pastes") String text) {
    Loaded loaded = check(text);
    String all = ProblemRenderer.plain().render(loaded) + loaded.problems() + loaded;

    assertThat(all).doesNotContain("canary");
  }

  @Property(tries = 300)
  void anInlineSecretIsNeverShown(@ForAll("inlineSecrets") String text) {
    Loaded loaded = check(text);
    String all = ProblemRenderer.plain().render(loaded) + loaded.problems() + loaded;

    assertThat(loaded.hasErrors()).isTrue();
    assertThat(all).doesNotContain("canary");
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> mutants() {
    return mutation().list().ofMinSize(1).ofMaxSize(4).map(AnyTextTest::apply);
  }

  @Provide
  Arbitrary<String> pastes() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, SAMPLE.length());
    Arbitrary<String> around = Arbitraries.of("", " ", "'", "\"", "\n", ": ", "- ", "Bearer ");
    return Combinators.combine(place, around, around)
        .as(
            (at, before, after) ->
                SAMPLE.substring(0, at) + before + SHAPED + after + " " + SAMPLE.substring(at));
  }

  @Provide
  Arbitrary<String> inlineSecrets() {
    Arbitrary<String> style =
        Arbitraries.of(
            "S",
            "'S'",
            "\"S\"",
            "[S]",
            "{ value: S }",
            "{ token: 'S' }",
            "{ vault: S }",
            "|\n    S",
            "{ vault: { path: S } }",
            "[[S]]",
            "{ env: A, value: S }",
            "{ env: [S] }");
    Arbitrary<String> ending =
        Arbitraries.of("", "\n  other: { env: A, oops: b }", "\n  other: *a", "\nversion: 1");
    return Combinators.combine(style, ending)
        .as(
            (written, end) ->
                SAMPLE.replace("{ env: VLLM_API_KEY }", written.replace("S", UNSHAPED) + end));
  }

  private static Arbitrary<Mutation> mutation() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SAMPLE.length()),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(PIECES))
        .as(Mutation::new);
  }

  /** Replaces some characters at a place by a piece. */
  private record Mutation(int at, int length, String piece) {}

  private static String apply(List<Mutation> mutations) {
    String text = SAMPLE;
    for (Mutation mutation : mutations) {
      int from = Math.min(mutation.at(), text.length());
      int to = Math.min(from + mutation.length(), text.length());
      text = text.substring(0, from) + mutation.piece() + text.substring(to);
    }
    return text;
  }

  private static Loaded check(String text) {
    Loaded loaded = PolicyFiles.load("p.yaml", text, PLUG_INS);
    assertThat(loaded.policy().isEmpty())
        .isEqualTo(loaded.problems().stream().anyMatch(Problem::isError));
    assertThat(loaded.problems()).isSortedAccordingTo(Problem.ORDER);
    List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
    for (Problem problem : loaded.problems()) {
      Position at = problem.position();
      assertThat(at.line()).isBetween(1, lines.size());
      int length = lines.get(at.line() - 1).codePointCount(0, lines.get(at.line() - 1).length());
      assertThat(at.column()).isBetween(1, length + 1);
      assertThat(at.endColumn()).isBetween(at.column(), length + 1);
      assertThat(problem.message() + problem.why() + problem.fix())
          .doesNotContain("\n")
          .doesNotContain("yaml.snake")
          .doesNotContain("java.");
    }
    String rendered = ProblemRenderer.plain().render(loaded);
    assertThat(rendered.isEmpty()).isEqualTo(loaded.problems().isEmpty());
    return loaded;
  }

  private static String sample() {
    try {
      return Files.readString(Path.of("src/test/resources/sample.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
