package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.CompiledPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class LetterheadTest {

  @Test
  void theVersionTellsTheReservedNamesToo() {
    Run run = Run.of("--version");

    assertThat(run.out())
        .matches("(?s)letterhead \\d+\\.\\d+\\.\\d+\\S*\\R.*")
        .contains("reserved names: version " + CompiledPolicy.reservedVersion());
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "check", "explain", "profiles", "serve", "schema", "conformance", "demo"})
  void everyHelpHasAnExample(String command) {
    Run run = command.isEmpty() ? Run.of("--help") : Run.of(command, "--help");

    assertThat(run.out()).contains("Example:\n  letterhead " + command);
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(run.code()).isZero();
  }

  @Test
  void wrongUsageEndsWithOneAndSaysNothingOnTheStandardOutput() {
    Run unknown = Run.of("chek");

    assertThat(unknown.err()).contains("Did you mean: letterhead check");
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(Run.of().code()).isEqualTo(1);
    assertThat(Run.of("check").code()).isEqualTo(1);
    assertThat(Run.of("check", "--format=xml", Run.SMALL).code()).isEqualTo(1);
  }

  @Test
  void aWordThatAnOptionDoesNotKnowDrawsTheListOfThoseItDoes() {
    assertThat(Run.of("check", "--format=xml", Run.SMALL).err())
        .contains("expected one of text, json, sarif, github, junit but was 'xml'");
    assertThat(Run.of("explain", "--format=sarif", Run.SMALL).err())
        .contains("expected one of text, json but was 'sarif'");
    assertThat(Run.of("check", "--format=JSON", Run.SMALL).code()).isZero();
  }

  @Test
  void everyOptionOfFewWordsIsReadThatWay() {
    for (CommandLine command : Letterhead.commandLine().getSubcommands().values()) {
      for (ArgSpec option : command.getCommandSpec().args()) {
        if (option.type().isEnum()) {
          String name = ((OptionSpec) option).longestName();
          Run run = Run.of(command.getCommandName(), name, "none-of-them");
          assertThat(run.err()).contains("expected one of " + option.type().getEnumConstants()[0]);
        }
      }
    }
  }
}
