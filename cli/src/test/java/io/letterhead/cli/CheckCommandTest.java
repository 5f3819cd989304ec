package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {

  @Test
  void aValidPolicyShowsItsOwnershipTable() throws IOException {
    Run run = Run.of("check", Run.SMALL);

    assertThat(run.out()).isEqualTo(Run.golden("check-small.txt"));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void anInvalidPolicyShowsItsProblemsAndEndsWithTwo() throws IOException {
    Run run = Run.of("check", Run.BROKEN);

    assertThat(run.out()).isEqualTo(Run.golden("check-broken.txt"));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    Run run = Run.of("check", "--format", "json", Run.SMALL, Run.BROKEN);

    assertThat(run.out()).isEqualTo(Run.golden("check.json"));
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aFileThatIsMissingIsAProblemLikeAnyOther() {
    Run run = Run.of("check", "no-such-file.yaml");

    assertThat(run.out()).contains("no-such-file.yaml").contains("[unreadable-file]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void noLineIsWiderThanATerminal() {
    assertThat(Run.of("check", "../examples/letterhead.yaml").out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void onlyATerminalGetsColour() {
    assertThat(Run.of(Ansi.OFF, "check", Run.SMALL).out()).doesNotContain("\u001b");
    assertThat(Run.of(Ansi.ON, "check", Run.SMALL).out()).contains("\u001b[");
    assertThat(Run.of(Ansi.ON, "check", "--format=json", Run.SMALL).out()).doesNotContain("\u001b");
  }

  @Test
  void theNameOfAFileDoesNotActOnTheTerminal() {
    String hostile = "no\u001b[31mfile.yaml";

    assertThat(Run.of("check", hostile).out()).contains("file.yaml").doesNotContain("\u001b");
    assertThat(Run.of("explain", hostile).err()).contains("file.yaml").doesNotContain("\u001b");
  }
}
