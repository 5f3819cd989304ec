package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {

  private final StringWriter err = new StringWriter();

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() {
    for (CheckFormat format : CheckFormat.values()) {
      CommandLine letterhead = Letterhead.commandLine();
      letterhead.setOut(new PrintWriter(new FullDevice()));
      letterhead.setErr(new PrintWriter(err));
      int code = letterhead.execute("check", "--format=" + format, Scenarios.WARNED);

      assertThat(code).as(format.toString()).isEqualTo(1);
      assertThat(err.toString()).isEqualTo("letterhead: the standard output cannot be written\n");
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void anInternalErrorIsToldInAWholeSentenceWithoutItsMessage() {
    int code = execute(new Broken(new IllegalStateException("a caller's value")));

    assertThat(err.toString())
        .startsWith("letterhead: an internal error has ended `letterhead broken`; please report it")
        .contains("java.lang.IllegalStateException", "at io.letterhead.cli.FailuresTest")
        .doesNotContain("a caller's value");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void anErrorOfTheMachineIsToldTheSameWay() {
    int code = execute(new Broken(new StackOverflowError("a caller's value")));

    assertThat(err.toString())
        .startsWith("letterhead: an internal error has ended `letterhead")
        .contains("java.lang.StackOverflowError")
        .doesNotContain("a caller's value");
    assertThat(code).isEqualTo(1);
  }

  private int execute(Broken broken) {
    CommandLine letterhead = Letterhead.commandLine().addSubcommand(broken);
    letterhead.setOut(new PrintWriter(new StringWriter()));
    letterhead.setErr(new PrintWriter(err));
    return letterhead.execute("broken");
  }

  /** A command that fails. */
  @Command(name = "broken")
  private static final class Broken implements Callable<Integer> {

    private final Throwable failure;

    Broken(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  /** Takes nothing. */
  private static final class FullDevice extends Writer {

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("no space is left");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("no space is left");
    }

    @Override
    public void close() {}
  }
}
