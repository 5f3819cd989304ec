package io.letterhead.vertx.records;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines, each one JSON value, that a thread of its own appends to.
 *
 * <p>A line is one write, and reaches the operating system before the next is begun: nothing is
 * held back to be flushed, and a process that dies leaves at most one line in part. A line that
 * cannot be written is tried again until it can; meanwhile no other is taken, so that whoever
 * offers one knows that it has none. Lines of one thread keep their order. Safe for any number of
 * threads.
 */
public final class JsonLinesFile implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger("io.letterhead.vertx.records");
  private static final int CAPACITY = 8192;

  /** Callers choose paths and names, so a line may be as long as a head. */
  private static final long MOST_CHARACTERS = 32 << 20;

  private static final long FIRST_PAUSE = 50;
  private static final long LAST_PAUSE = 2000;
  private static final long DRAIN = TimeUnit.SECONDS.toMillis(10);

  private final String name;
  private final Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What is not yet written; a line leaves when it is. */
  private final ArrayDeque<String> waiting = new ArrayDeque<>();

  /** How long those are together. */
  private long characters;

  private boolean failing;
  private long reopening;
  private boolean closing;
  private long lost;

  /** How often the file was opened anew, of as often as that was asked for. The writer's. */
  private long reopened;

  /**
   * What the writer does next.
   *
   * @param reopening how often the file has to have been opened anew before
   * @param line what to write; null for nothing
   */
  private record Work(long reopening, @Nullable String line) {}

  private JsonLinesFile(String name, LineAppender appender) {
    this.name = name;
    this.writer = new Thread(() -> run(appender), "letterhead-lines");
    writer.setDaemon(true);
  }

  /**
   * Opens a file, or creates it for its owner to write and its group to read. A last line that was
   * left in part is ended, so that it spoils no other.
   *
   * @throws NullPointerException if {@code file} is null
   * @throws IOException if it cannot be opened
   */
  public static JsonLinesFile open(Path file) throws IOException {
    return started(requireNonNull(file, "file").toString(), LineAppender.open(file));
  }

  /** The standard error of the process, which is neither opened nor closed. */
  public static JsonLinesFile standardError() {
    return started("the standard error", LineAppender.standardError());
  }

  private static JsonLinesFile started(String name, LineAppender appender) {
    JsonLinesFile opened = new JsonLinesFile(name, appender);
    opened.writer.start();
    return opened;
  }

  /**
   * Takes a line to be written. Never blocks.
   *
   * @param line without a line break
   * @return false for a line that is not taken, because 8192 or 32 Mi characters wait already, or
   *     the file cannot be written now, or this is closed; it counts as lost
   * @throws NullPointerException if {@code line} is null
   * @throws IllegalArgumentException if there is a line break in it
   */
  public boolean offer(String line) {
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a line with a line break in it");
    }
    lock.lock();
    try {
      if (closing
          || failing
          || waiting.size() >= CAPACITY
          || characters + line.length() > MOST_CHARACTERS) {
        lost++;
        return false;
      }
      waiting.add(line);
      characters += line.length();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the last write came through, and this is not closed. */
  public boolean isWritable() {
    lock.lock();
    try {
      return !failing && !closing;
    } finally {
      lock.unlock();
    }
  }

  /** How many lines were offered that are not in the file, and never will be. */
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Opens the file at its path anew, after it was moved away. Lines that are taken from now on, and
   * those that still wait, go there.
   */
  public void reopen() {
    lock.lock();
    try {
      reopening++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more lines, writes those that wait, and closes the file. Waits for that, but not for
   * longer than ten seconds, nor for a file that cannot be written: then what is left is {@link
   * #lost}.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(DRAIN);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void run(LineAppender file) {
    try (file) {
      long pause = FIRST_PAUSE;
      for (Work work = next(); work != null; work = next()) {
        try {
          if (work.reopening() != reopened) {
            file.reopen();
            reopened = work.reopening();
          }
          if (work.line() != null) {
            file.append(work.line());
          }
          written(work);
          pause = FIRST_PAUSE;
        } catch (IOException failure) {
          if (!retries(failure, pause)) {
            return;
          }
          pause = Math.min(pause * 2, LAST_PAUSE);
        }
      }
    } catch (IOException failure) {
      LOGGER.log(Level.ERROR, () -> name + " cannot be closed: " + failure);
    } finally {
      end();
    }
  }

  /** Waits for something to do; null when there never will be. */
  private @Nullable Work next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && reopening == reopened && !closing) {
        changed.awaitUninterruptibly();
      }
      return waiting.isEmpty() && closing ? null : new Work(reopening, waiting.peek());
    } finally {
      lock.unlock();
    }
  }

  private void written(Work work) {
    boolean again;
    lock.lock();
    try {
      again = failing;
      failing = false;
      if (work.line() != null) {
        waiting.poll();
        characters -= work.line().length();
      }
    } finally {
      lock.unlock();
    }
    if (again) {
      LOGGER.log(Level.INFO, () -> name + " can be written again; lost lines: " + lost());
    }
  }

  /** Notes a failure and waits a little; false when this is closed, and nothing is tried again. */
  private boolean retries(IOException failure, long pause) {
    boolean first;
    lock.lock();
    try {
      first = !failing;
      failing = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      LOGGER.log(Level.ERROR, () -> name + " cannot be written: " + failure);
    }
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(pause);
      long asked = reopening;
      while (!closing && reopening == asked && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closing;
    } catch (InterruptedException nobodysWish) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whatever ended the writer: what waits now is never written. */
  private void end() {
    lock.lock();
    try {
      closing = true;
      lost += waiting.size();
      waiting.clear();
      characters = 0;
    } finally {
      lock.unlock();
    }
  }
}
