package io.letterhead.cli;

import io.letterhead.cli.serving.Notices;
import io.letterhead.cli.serving.Reading;
import io.letterhead.cli.serving.Reloads;
import io.letterhead.cli.serving.RevisionFiles;
import io.letterhead.cli.serving.Signals;
import io.letterhead.vertx.DecisionListener;
import io.letterhead.vertx.Revision;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/** What a gateway's files say when it starts, and the gateway that serves by them from then on. */
final class FirstReading {

  private static final int MOST_READINGS = 50;

  private final RevisionFiles files;
  private final Reading reading;
  private final Revision revision;
  private final CommandLine command;

  private FirstReading(
      RevisionFiles files, Reading reading, Revision revision, CommandLine command) {
    this.files = files;
    this.reading = reading;
    this.revision = revision;
    this.command = command;
  }

  /**
   * Reads the files, and says what is to be said of them.
   *
   * @throws CommandException if the gateway cannot serve by them
   */
  static FirstReading of(RevisionFiles files, CommandLine command) {
    Reading reading = atRest(files);
    Revision revision =
        reading
            .revision()
            .orElseThrow(
                () ->
                    new CommandException(ExitCode.INVALID_POLICY, reading.text().stripTrailing()));
    PrintWriter err = command.getErr();
    err.print(reading.text());
    FirstReading read = new FirstReading(files, reading, revision, command);
    Notices.of(revision.policy()).forEach(read::log);
    err.flush();
    return read;
  }

  Revision revision() {
    return revision;
  }

  /**
   * Starts the gateway; from now on the files are watched, and read again at a SIGHUP.
   *
   * @throws CommandException if it cannot start
   */
  Serving serve() {
    Serving serving = Serving.start(revision, DecisionListener.none());
    Reloads reloads = new Reloads(files, serving.gateway(), reading, this::log);
    reloads.start();
    if (!Signals.handle("HUP", reloads::hangUp)) {
      log("letterhead: warning: this system has no SIGHUP; files are watched all the same");
    }
    return serving;
  }

  /** Says where the gateway listens. */
  void tell(Serving serving) {
    serving.adminUrl().ifPresent(url -> log("letterhead: admin on " + url));
    command.getOut().println("listening on " + serving.url());
    command.getOut().flush();
  }

  /** A line for the operator. */
  void log(String line) {
    PrintWriter err = command.getErr();
    err.println(line);
    err.flush();
  }

  /** The first reading during which no file changed. */
  private static Reading atRest(RevisionFiles files) {
    Optional<Reading> read = files.read(Optional.empty());
    for (int i = 1; read.isEmpty() && i < MOST_READINGS; i++) {
      read = files.read(Optional.empty());
    }
    return read.orElseThrow(
        () -> new CommandException(ExitCode.FAILED, "the files change while they are read"));
  }
}
