package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.letterhead.cli.config.Setting;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the page about model servers says of policies and flags holds. */
class RunPageTest {

  private static final Path PAGE = Path.of("../docs/run.md");
  private static final Set<String> OF_SERVE_TOO = Set.of("--config", "--help", "--version");

  @Test
  void thePolicyLoadsWithoutAWarning() throws Exception {
    Loaded loaded = PolicyFiles.load("letterhead.yaml", blocks("yaml").get(0), PlugIns.installed());

    assertThat(loaded.problems()).as(loaded.problems().toString()).isEmpty();
  }

  @Test
  void theCommandRunsWhatStandsBehindTheDashes() throws Exception {
    ParseResult run = parsed(blocks("sh").get(0)).subcommand();

    assertThat(run.commandSpec().name()).isEqualTo("run");
    assertThat(run.matchedPositional(0).originalStringValues())
        .containsExactly("vllm", "serve", "MODEL", "--host", "127.0.0.1", "--port", "8000");
    assertThat(blocks("yaml").get(0)).contains(run.matchedOptionValue("--provider", "") + ":");
  }

  @Test
  void theTableOfFlagsIsTheCommands() throws Exception {
    CommandLine run = Objects.requireNonNull(Letterhead.commandLine().getSubcommands().get("run"));
    Set<String> shared =
        Arrays.stream(Setting.values()).map(Setting::flag).collect(Collectors.toSet());
    List<OptionSpec> own =
        run.getCommandSpec().options().stream()
            .filter(option -> !shared.contains(option.longestName()))
            .filter(option -> !OF_SERVE_TOO.contains(option.longestName()))
            .toList();

    assertThat(rows().stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(own.stream().map(OptionSpec::longestName).toList());
    for (OptionSpec option : own) {
      if (option.defaultValue() != null) {
        assertThat(rows())
            .anySatisfy(
                row ->
                    assertThat(row.subList(0, 2))
                        .containsExactly(option.longestName(), option.defaultValue()));
      }
    }
  }

  private static ParseResult parsed(String command) {
    List<String> words =
        Splitter.on(CharMatcher.whitespace())
            .omitEmptyStrings()
            .splitToList(command.replace("\\\n", ""));
    return Letterhead.commandLine()
        .parseArgs(words.subList(1, words.size()).toArray(new String[0]));
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readString(PAGE)
        .lines()
        .filter(line -> line.startsWith("| `--"))
        .map(line -> Splitter.on('|').trimResults(CharMatcher.anyOf(" `")).splitToList(line))
        .map(cells -> cells.subList(1, 4))
        .toList();
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```");
    return block.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }
}
