package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Operand;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about profiles says what the data does. */
class ProfilesPageTest {

  private static final Path PAGE = Path.of("../docs/profiles.md");

  private static final List<String> HEAD =
      List.of(
          "| profile | origin | credential | other slots | credential parameters | companions |"
              + " source |",
          "| --- | --- | --- | --- | --- | --- | --- |");

  @Test
  void theTableHasEveryProfileAsItIs() throws IOException {
    List<String> shown =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("|")).toList();

    assertThat(String.join("\n", shown)).isEqualTo(table());
  }

  @Test
  void theExamplesLoad() throws IOException {
    List<String> examples = MarkdownExamples.in(PAGE);

    assertThat(examples).hasSize(2);
    for (String example : examples) {
      Loaded loaded = PolicyFiles.load("example.yaml", example, PlugIns.installed());
      assertThat(ProblemRenderer.plain().render(loaded)).isEmpty();
    }
  }

  private static String table() {
    Stream<String> rows =
        Profiles.shipped().names().stream()
            .map(name -> row(Profiles.shipped().documented(name).orElseThrow()));
    return Stream.concat(HEAD.stream(), rows).collect(Collectors.joining("\n"));
  }

  private static String row(ShippedProfile shipped) {
    Profile profile = shipped.profile();
    return String.join(
        " | ",
        "| `" + profile.id() + "`",
        profile.origin().map(Object::toString).orElse("each customer's own"),
        "`" + profile.slot().text() + "`, " + profile.scheme().text(),
        quoted(profile.otherSlots().stream().map(Operand::text)),
        quoted(profile.parameters().stream()),
        quoted(profile.companions().stream().map(ProfilesPageTest::companion)),
        "[" + shipped.verified() + "](" + shipped.sources().get(0) + ") |");
  }

  private static String companion(Rule rule) {
    return rule instanceof Rule.Default fallback
        ? rule.summary() + " to " + fallback.value().text()
        : rule.summary();
  }

  private static String quoted(Stream<String> words) {
    return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
