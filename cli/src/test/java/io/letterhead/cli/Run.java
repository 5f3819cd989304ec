package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** One run of the command in this process, with what it wrote. */
record Run(int code, String out, String err) {

  static final String SMALL = "src/test/resources/policies/small.yaml";
  static final String BROKEN = "src/test/resources/policies/broken.yaml";

  static Run of(String... arguments) {
    return of(Ansi.OFF, arguments);
  }

  static Run of(Ansi ansi, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine letterhead = Letterhead.commandLine();
    letterhead.setOut(new PrintWriter(out, true));
    letterhead.setErr(new PrintWriter(err, true));
    letterhead.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    int code = letterhead.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  /** The expected output of that name. */
  static String golden(String name) throws IOException {
    return Resources.toString(Resources.getResource("golden/" + name), UTF_8);
  }
}
