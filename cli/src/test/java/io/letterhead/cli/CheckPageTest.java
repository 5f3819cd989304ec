package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page about checking shows is what the command does. */
class CheckPageTest {

  private static final Path PAGE = Path.of("../docs/check.md");

  /** Below the working directory, as a checkout's files are. */
  private static final Path FOLDER = Path.of("target/check-page");

  private static final Pattern COMMAND = Pattern.compile("\\./letterhead (check [^>\\n\"]*)");

  @Test
  void theCommandsPrintWhatThePageSays() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("letterhead.yaml"), blocks("yaml").get(0));
    List<String> shown = blocks("console");
    assertThat(shown).hasSize(3);
    for (String block : shown) {
      int end = block.indexOf('\n');
      String command = block.substring("$ ./letterhead ".length(), end);
      Run run = Run.of(words(command.replace("letterhead.yaml", FOLDER + "/letterhead.yaml")));

      assertThat(run.out().replace(FOLDER + "/", "")).isEqualTo(block.substring(end + 1));
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isEqualTo(2);
    }
  }

  @Test
  void theExamplesForCiRunCommandsThatExist() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    JsonNode actions = yaml.readTree(blocks("yaml").get(1));
    JsonNode gitlab = yaml.readTree(blocks("yaml").get(2));
    assertThat(actions.at("/jobs/check/steps")).hasSize(5);
    assertThat(gitlab.at("/policies/script")).hasSize(1);

    List<String> commands =
        Pattern.compile("\n")
            .splitAsStream(blocks("yaml").get(1) + blocks("yaml").get(2))
            .flatMap(line -> COMMAND.matcher(line).results())
            .map((MatchResult match) -> match.group(1).strip())
            .toList();
    assertThat(commands).hasSize(3);
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(Letterhead.commandLine().parseArgs(words(command)).hasSubcommand())
                    .isTrue());
  }

  @Test
  void everyFormatIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(CheckFormat.values())
        .allSatisfy(format -> assertThat(page).contains("| `" + format + "` |"));
  }

  private static String[] words(String command) {
    return Splitter.on(' ').omitEmptyStrings().splitToList(command).toArray(new String[0]);
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```");
    return block.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }
}
