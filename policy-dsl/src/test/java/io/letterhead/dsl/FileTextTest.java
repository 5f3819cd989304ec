package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTextTest {

  @TempDir Path folder;

  @Test
  void aFileOfTheGreatestSizeIsRead() throws IOException {
    Path file = folder.resolve("large.yaml");
    Files.writeString(file, "\uD83D\uDE00".repeat(PositionedYaml.MAX_LENGTH));
    Problems problems = new Problems();

    assertThat(FileText.read(file, problems).orElseThrow().length())
        .isEqualTo(PositionedYaml.MAX_LENGTH);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aFileOfOneByteMoreIsNot() throws IOException {
    Path file = folder.resolve("larger.yaml");
    Files.writeString(file, "\uD83D\uDE00".repeat(PositionedYaml.MAX_LENGTH) + "#");
    Problems problems = new Problems();

    assertThat(FileText.read(file, problems)).isEmpty();
    assertThat(problems.all()).extracting(Problem::name).containsExactly("too-large");
  }

  @Test
  void aCharacterThatIsCutOffIsNotInUtf8() throws IOException {
    Path file = folder.resolve("cut.yaml");
    Files.write(file, new byte[] {'a', '\n', 'b', (byte) 0xE2, (byte) 0x82});
    Problems problems = new Problems();

    assertThat(FileText.read(file, problems)).isEmpty();
    assertThat(problems.all())
        .extracting(problem -> problem.name() + " " + problem.position())
        .containsExactly("bad-yaml " + file + ":2:2");
  }

  @Test
  void whyAFileCannotBeReadIsToldApart() {
    // By its exception: who runs the tests as root may read everything.
    assertThat(unreadable(new AccessDeniedException("key", null, "s3cret")))
        .isEqualTo("the file may not be read: give this user the right to read it");
    assertThat(unreadable(new IOException("s3cret")))
        .isEqualTo("the file cannot be read: check the path");
  }

  private static String unreadable(IOException failure) {
    Problems problems = new Problems();
    FileText.unreadable(Path.of("no", "p.yaml"), failure, problems);
    Problem problem = problems.all().get(0);
    assertThat(problem.name()).isEqualTo("unreadable-file");
    assertThat(problem.position()).hasToString(Path.of("no", "p.yaml") + ":1:1");
    return problem.message() + ": " + problem.fix();
  }
}
