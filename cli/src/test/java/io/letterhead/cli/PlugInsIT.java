package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with plug-ins: the commands of their page are run, word for word. */
@Timeout(300)
class PlugInsIT {

  private static final Path LAUNCHER = Path.of("..", "letterhead");

  @TempDir Path folder;

  @BeforeEach
  void build() throws Exception {
    PlugInsPage.build(folder);
    Files.createSymbolicLink(folder.resolve("letterhead"), LAUNCHER.toRealPath());
  }

  /** So that nothing that clears the folder away follows the link. */
  @AfterEach
  void unlink() throws Exception {
    Files.delete(folder.resolve("letterhead"));
  }

  @Test
  void theCommandsPrintWhatThePageSays() throws Exception {
    List<String> shown = PlugInsPage.consoles();
    assertThat(shown).hasSize(2);
    for (String block : shown) {
      int end = block.indexOf("\n", block.lastIndexOf("\\\n") + 2) + 1;
      String command = block.substring(2, end);
      try (Launched shell = Launched.start(Path.of("/bin/sh"), folder, Map.of(), "-c", command)) {
        assertThat(shell.out() + shell.err()).as(command).isEqualTo(block.substring(end));
      }
    }
  }

  @Test
  void aFolderOfJarsIsTakenWhole() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("with space"));
    Files.move(folder.resolve("acme.jar"), jars.resolve("acme.jar"));
    Map<String, String> installed = Map.of("LETTERHEAD_PLUGINS", ":" + jars + "/:");
    try (Launched check = Launched.start(folder, installed, "check", "letterhead.yaml")) {
      assertThat(check.out()).contains("shard X-Shard");
      assertThat(check.exitCode()).isZero();
      assertThat(check.err()).isEmpty();
    }
  }

  @Test
  void theArchiveOfClassesIsUsedAllTheSame() throws Exception {
    Map<String, String> watched =
        Map.of(
            "LETTERHEAD_PLUGINS",
            folder.resolve("acme.jar").toString(),
            "JAVA_TOOL_OPTIONS",
            "-Xlog:class+load:file=" + folder.resolve("loaded.txt"));
    try (Launched check = Launched.start(folder, watched, "check", "letterhead.yaml")) {
      assertThat(check.out()).contains("shard X-Shard");
      assertThat(check.exitCode()).isZero();
    }
    assertThat(Files.readAllLines(folder.resolve("loaded.txt")))
        .anyMatch(
            line ->
                line.contains("io.letterhead.policy.CompiledPolicy ")
                    && line.contains("shared objects file"))
        .anyMatch(line -> line.contains("com.acme.ShardVerb ") && line.contains("acme.jar"));
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    Map<String, String> nowhere = Map.of("LETTERHEAD_PLUGINS", "missing.jar");
    try (Launched check = Launched.start(folder, nowhere, "check", "letterhead.yaml")) {
      assertThat(check.exitCode()).isEqualTo(1);
      assertThat(check.err())
          .isEqualTo(
              "letterhead: LETTERHEAD_PLUGINS names what is neither a jar nor a folder:"
                  + " missing.jar\n");
    }
  }
}
