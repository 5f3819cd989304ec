package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows is what a reader gets: its commands and its code are run, word for word.
 */
class ReadmeIT {

  private static final Path README = Path.of("..", "README.md");
  private static final Path LAUNCHER = Path.of("..", "letterhead");
  private static final int MOST_LINES = 150;
  private static final int FIRST_CODE = 10;

  @TempDir private Path folder;

  @BeforeEach
  void saveThePolicy() throws IOException {
    Files.writeString(folder.resolve("letterhead.yaml"), blocks("yaml").get(0));
    Files.createSymbolicLink(folder.resolve("letterhead"), LAUNCHER.toRealPath());
  }

  @Test
  void theCommandsPrintWhatTheReadmeSays() throws Exception {
    List<String> shown = blocks("console");
    assertThat(shown).hasSize(2);
    for (String block : shown) {
      int end = block.indexOf("\n", block.lastIndexOf("\\\n") + 2) + 1;
      String command = block.substring(2, end);
      assertThat(run("sh", "-c", command)).as(command).isEqualTo(block.substring(end));
    }
  }

  @Test
  void theCodeCompilesAndPrintsWhatTheReadmeSays() throws Exception {
    Path source = folder.resolve("Embedded.java");
    Files.writeString(source, blocks("java").get(0));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString());
    assertThat(compiled).isZero();

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(run(java, "-cp", folder + File.pathSeparator + classPath, "Embedded"))
        .isEqualTo(blocks("text").get(0));
  }

  @Test
  void theReadmeIsShortAndBeginsWithCode() throws IOException {
    List<String> lines = Files.readAllLines(README);

    assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
    assertThat(lines.indexOf("```yaml")).isLessThan(FIRST_CODE);
  }

  private String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("VLLM_API_KEY", "made-up-for-the-readme");
    builder.environment().put("LETTERHEAD_BUILD", "never");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out;
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String part : Splitter.on("\n```" + language + "\n").split(Files.readString(README))) {
      blocks.add(part.substring(0, Math.max(0, part.indexOf("```"))));
    }
    return blocks.subList(1, blocks.size());
  }
}
