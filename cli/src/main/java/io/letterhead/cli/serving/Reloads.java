package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.vertx.Gateway;
import io.letterhead.vertx.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts what a gateway's files say in force when they change: within a second, whole, or not at all.
 *
 * <p>The files are read a few times a second. A change counts once two readings agree, so that a
 * file which is being written is not taken for one that was, and once nothing changed while it was
 * put together, so that no revision mixes two states. What is wrong is said once, and the last good
 * revision stays.
 */
public final class Reloads implements AutoCloseable {

  /** Twice this, and the time to read, stays well below a second. */
  private static final Duration EVERY = Duration.ofMillis(150);

  private final RevisionFiles source;
  private final Gateway gateway;
  private final Consumer<String> log;
  private final Duration every;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "reload");
            thread.setDaemon(true);
            return thread;
          });
  private PolicyGeneration inForce;
  private ImmutableSet<Path> files;
  private FileContents known;
  private FileContents pending;

  /**
   * @param first what the gateway was started with; it has a revision
   * @param log hears lines for the operator, without their ends
   */
  public Reloads(RevisionFiles source, Gateway gateway, Reading first, Consumer<String> log) {
    this(source, gateway, first, log, EVERY);
  }

  /**
   * @param every how long there is between two readings
   */
  Reloads(
      RevisionFiles source, Gateway gateway, Reading first, Consumer<String> log, Duration every) {
    this.every = every;
    this.source = source;
    this.gateway = gateway;
    this.log = log;
    this.inForce = first.revision().orElseThrow().policy();
    this.files = first.files();
    this.known = first.contents();
    this.pending = known;
  }

  /** Begins to watch. */
  public void start() {
    var unused =
        clock.scheduleWithFixedDelay(
            () -> watched(this::look), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads everything again now, whether or not files have changed, and reopens what is written. */
  public void hangUp() {
    clock.execute(
        () ->
            watched(
                () -> {
                  gateway.reopenFiles();
                  reload(FileContents.of(files));
                }));
  }

  private void look() {
    FileContents now = FileContents.of(files);
    boolean settled = now.equals(pending);
    pending = now;
    if (settled && !now.equals(known)) {
      reload(now);
    }
  }

  /** A thread that ends would end all reloads in silence; a message might quote a file. */
  private void watched(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      known = pending; // the same files would fail again at every look
      keep(List.of(), "letterhead: error: a reload failed: " + e.getClass().getName() + "\n");
    }
  }

  private void reload(FileContents found) {
    Optional<Reading> read = source.read(Optional.of(inForce));
    if (read.isEmpty()) {
      return; // a file has changed meanwhile: once more when they are at rest
    }
    Reading reading = read.get();
    if (reading.revision().isEmpty()) {
      keep(reading.problems(), reading.text());
    }
    if (reading.revision().isPresent() && put(reading, reading.revision().get())) {
      files = reading.files();
      known = reading.contents();
    } else {
      // What is in force goes on being watched: a bad policy does not tell of its secrets' files.
      files = Sets.union(files, reading.files()).immutableCopy();
      known = reading.contents().over(found);
    }
    pending = known;
  }

  private boolean put(Reading reading, Revision revision) {
    ImmutableList<String> waiting;
    try {
      waiting = gateway.replace(revision);
    } catch (PolicyException e) {
      keep(e.problems(), "");
      return false;
    } catch (IllegalArgumentException e) {
      keep(List.of(), "letterhead: error: " + e.getMessage() + "\n");
      return false;
    }
    inForce = revision.policy();
    if (!reading.text().isEmpty()) {
      log.accept(reading.text().stripTrailing());
    }
    log.accept("letterhead: revision " + revision.id() + " is in force");
    for (String key : waiting) {
      log.accept("letterhead: warning: `" + key + "` has changed; it waits for a new start");
    }
    Notices.of(inForce).forEach(log);
    return true;
  }

  private void keep(List<Problem> problems, String text) {
    gateway.keepsLastGood(problems);
    log.accept(
        text + "letterhead: error: the new files are not in force; the last good revision stays");
  }

  /** Stops watching; what is in force stays. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
