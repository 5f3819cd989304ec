package io.letterhead.vertx.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JsonLinesFileTest {

  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @Test
  void linesAreAppendedInTheirOrder() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      assertThat(lines.isWritable()).isTrue();
      assertThat(lines.offer("{\"a\":\"é😀\"}")).isTrue();
      assertThat(lines.offer("{}")).isTrue();
    }
    try (JsonLinesFile again = JsonLinesFile.open(file)) {
      assertThat(again.offer("[]")).isTrue();
    }
    assertThat(Files.readString(file)).isEqualTo("{\"a\":\"é😀\"}\n{}\n[]\n");
  }

  @Test
  void aNewFileIsNobodysBusiness() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("audit.jsonl");
    JsonLinesFile.open(file).close();
    assertThat(Files.getPosixFilePermissions(file))
        .contains(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
        .isSubsetOf(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ);
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'{}\n', '{}\n'", "'{}\n{\"a', '{}\n{\"a\n'", "'x', 'x\n'"})
  void aLastLineThatWasLeftInPartIsEnded(String before, String kept) throws IOException {
    Path file = folder.resolve("audit.jsonl");
    Files.writeString(file, before);
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      lines.offer("[]");
    }
    assertThat(Files.readString(file)).isEqualTo(kept + "[]\n");
  }

  @Test
  void aFileThatCannotBeOpenedIsSaidAtOnce() {
    assertThatIOException().isThrownBy(() -> JsonLinesFile.open(folder));
    assertThatIOException()
        .isThrownBy(() -> JsonLinesFile.open(folder.resolve("none").resolve("audit.jsonl")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "{}\n", "{\n}", "\r", "{}\r\n"})
  void aLineBreakIsNoPartOfALine(String line) throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      assertThatIllegalArgumentException().isThrownBy(() -> lines.offer(line));
      assertThat(lines.lost()).isZero();
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void linesOfSeveralThreadsStayWholeAndEachThreadsInOrder() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    List<Thread> threads = new ArrayList<>();
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      for (int thread = 0; thread < 8; thread++) {
        String name = "{\"thread\":" + thread + ",\"pad\":\"" + "x".repeat(500) + "\",\"n\":";
        threads.add(
            new Thread(
                () -> {
                  for (int n = 0; n < 250; n++) {
                    lines.offer(name + n + "}");
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(lines.lost()).isZero();
    }
    List<String> written = Files.readAllLines(file);
    assertThat(written).hasSize(2000);
    for (int thread = 0; thread < 8; thread++) {
      String begin = "{\"thread\":" + thread + ",\"pad\":\"" + "x".repeat(500) + "\",\"n\":";
      assertThat(written.stream().filter(line -> line.startsWith(begin)))
          .containsExactlyElementsOf(
              IntStream.range(0, 250).mapToObj(n -> begin + n + "}").toList());
    }
  }

  @Test
  void afterARotationLinesGoToTheNewFile() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    Path old = folder.resolve("audit.jsonl.1");
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      lines.offer("1");
      await(() -> content(file).equals("1\n"));
      Files.move(file, old);
      lines.offer("2");
      await(() -> content(old).equals("1\n2\n"));
      lines.reopen();
      await(() -> Files.exists(file));
      lines.offer("3");
    }
    assertThat(old).hasContent("1\n2\n");
    assertThat(file).hasContent("3\n");
  }

  @Test
  void aFileThatIsOpenedAnewInItsPlaceIsGoneOnWith() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      lines.offer("1");
      lines.reopen();
      lines.reopen();
      lines.offer("2");
    }
    assertThat(file).hasContent("1\n2\n");
  }

  @Test
  void aRotationIntoNoFolderIsTriedUntilThereIsOne() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path file = logs.resolve("audit.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.open(file)) {
      Files.move(logs, folder.resolve("old"));
      lines.reopen();
      await(() -> !lines.isWritable());
      assertThat(lines.offer("lost")).isFalse();
      Files.createDirectory(logs);
      await(lines::isWritable);
      assertThat(lines.offer("kept")).isTrue();
      assertThat(lines.lost()).isOne();
    }
    assertThat(file).hasContent("kept\n");
  }

  /** A link, so that the same path can be a full disk and later another one. */
  @Test
  void aLineThatFindsTheDiskFullIsKeptAndNoOtherIsTaken() throws IOException {
    assumeTrue(Files.exists(FULL));
    Path link = Files.createSymbolicLink(folder.resolve("audit.jsonl"), FULL);
    Path file = folder.resolve("roomy.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.open(link)) {
      assertThat(lines.offer("1")).isTrue();
      await(() -> !lines.isWritable());
      assertThat(lines.offer("2")).isFalse();
      assertThat(lines.offer("3")).isFalse();
      assertThat(lines.lost()).isEqualTo(2);
      Files.delete(link);
      Files.createSymbolicLink(link, file);
      lines.reopen();
      await(lines::isWritable);
      assertThat(lines.offer("4")).isTrue();
    }
    assertThat(file).hasContent("1\n4\n");
  }

  @Test
  void closingDoesNotWaitForAFullDisk() throws IOException {
    assumeTrue(Files.exists(FULL));
    JsonLinesFile lines = JsonLinesFile.open(FULL);
    assertThat(lines.offer("1")).isTrue();
    await(() -> !lines.isWritable());
    lines.close();
    assertThat(lines.lost()).isOne();
  }

  @Test
  void aClosedFileTakesNothing() throws IOException {
    JsonLinesFile lines = JsonLinesFile.open(folder.resolve("audit.jsonl"));
    lines.close();
    assertThat(lines.isWritable()).isFalse();
    assertThat(lines.offer("1")).isFalse();
    lines.close();
    lines.reopen();
    assertThat(lines.lost()).isOne();
  }

  /** A pipe that nobody empties: a write that does not return. */
  @ParameterizedTest
  @CsvSource({"1000,8192", "32768,1024"})
  void offeringNeverWaitsAndMoreThanFitIsLost(int length, long fit) throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(isMade("mkfifo", pipe.toString()));
    Process reader =
        new ProcessBuilder("sh", "-c", "exec 3<'" + pipe + "'; read go; cat <&3")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = "x".repeat(length);
    long taken = 0;
    try (BufferedReader out = reader.inputReader(UTF_8)) {
      JsonLinesFile lines = JsonLinesFile.open(pipe);
      while (lines.offer(line)) {
        taken++;
      }
      assertThat(taken).isBetween(fit, fit + 200);
      assertThat(lines.lost()).isOne();
      reader.outputWriter(UTF_8).append("go\n").flush();
      Thread closer = new Thread(lines::close);
      closer.start();
      assertThat(out.lines().filter(line::equals).count()).isEqualTo(taken);
      closer.join();
      assertThat(lines.lost()).isOne();
    } finally {
      reader.destroyForcibly();
    }
  }

  private static boolean isMade(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      return "[" + missing.getMessage() + "]";
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
