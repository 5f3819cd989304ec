package io.letterhead.cli.child;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model server and what serves in front of it, from the start of the one to the end of both.
 *
 * <p>The server is started, asked until it is up, then the front opens. Told to end, the front
 * drains first and then the server is asked to end; told again, the step under way is cut short. A
 * server that ends by itself ends all. In every case none of its processes is left.
 */
public final class Supervision {

  /** What serves in front of the server. */
  public interface Front {

    /** Begins to stop; completes once what was under way has ended. */
    CompletionStage<Void> drain();
  }

  private static final int FAILED = 1;

  private final ServerCommand command;
  private final Limits limits;
  private final Events events;
  private final Consumer<String> log;

  /**
   * @param command starts the server
   * @param limits how long it may take
   * @param events hear what an operator says
   * @param log hears lines for the operator, without their ends
   */
  public Supervision(ServerCommand command, Limits limits, Events events, Consumer<String> log) {
    this.command = command;
    this.limits = limits;
    this.events = events;
    this.log = log;
  }

  /**
   * Runs both to their end.
   *
   * @param name what the operator calls the server
   * @param health asks the server once; never fails
   * @param up the answer of a server that is up
   * @param front opens what serves in front; what it throws ends the server, and is thrown
   * @return the exit code: 0 when told to end, the server's own status when it has ended by itself,
   *     1 in the place of its 0, and where it has not come up in time
   * @throws InterruptedException if the thread is interrupted; the server is ended by force
   */
  public int run(
      String name,
      Supplier<CompletionStage<String>> health,
      String up,
      Supplier<? extends Front> front)
      throws InterruptedException {
    if (events.isToldToEnd()) {
      return 0;
    }
    try (ServerProcess server = ServerProcess.start(command, limits.stop(), events)) {
      log.accept("letterhead: started " + name + " (process " + server.pid() + ")");
      Readying readying =
          new Readying(
              events,
              health,
              up,
              limits,
              how -> log.accept("letterhead: waiting for " + name + " " + how));
      Optional<Event> ready = readying.await();
      if (ready.isEmpty()) {
        log.accept(
            "letterhead: "
                + name
                + " is not ready within "
                + shown(limits.ready())
                + ": "
                + readying.last());
        stop(server);
        return FAILED;
      }
      if (ready.get() instanceof Event.Ended ended) {
        log.accept("letterhead: " + name + " has ended before it was ready" + how(ended));
        return failure(ended);
      }
      if (ready.get() instanceof Event.Told) {
        stop(server);
        return 0;
      }
      return serve(name, server, front);
    }
  }

  private int serve(String name, ServerProcess server, Supplier<? extends Front> front)
      throws InterruptedException {
    Front open;
    try {
      open = front.get();
    } catch (RuntimeException failed) {
      stop(server);
      throw failed;
    }
    Event event = events.next();
    while (event instanceof Event.Answered) {
      event = events.next();
    }
    if (event instanceof Event.Ended ended) {
      log.accept("letterhead: " + name + " has ended" + how(ended));
      drain(open);
      return failure(ended);
    }
    if (drain(open)) {
      return 0;
    }
    stop(server);
    return 0;
  }

  /**
   * Lets what is under way end, unless told again.
   *
   * @return whether the server has ended meanwhile
   */
  private boolean drain(Front open) throws InterruptedException {
    open.drain().whenComplete((done, failure) -> events.add(new Event.Drained()));
    boolean ended = false;
    Event event = events.next();
    while (!(event instanceof Event.Drained || event instanceof Event.Told)) {
      ended |= event instanceof Event.Ended;
      event = events.next();
    }
    return ended;
  }

  /** Asks the server to end, and ends it by force when its time is over or when told again. */
  private void stop(ServerProcess server) throws InterruptedException {
    List<ProcessHandle> made = server.descendants();
    server.terminate();
    long deadline = System.nanoTime() + limits.stop().toNanos();
    Optional<Event> event = events.next(limits.stop());
    while (event.isPresent() && !(event.get() instanceof Event.Ended)) {
      if (event.get() instanceof Event.Told) {
        break;
      }
      event = events.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    if (event.isEmpty()) {
      log.accept(
          "letterhead: it has not ended within "
              + shown(limits.stop())
              + " of SIGTERM, and is ended by force");
    }
    server.sweep(made);
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String how(Event.Ended ended) {
    return ", with status " + ended.status();
  }

  /** A server is not to end by itself, even if it does so in good order. */
  private static int failure(Event.Ended ended) {
    return ended.status() == 0 ? FAILED : ended.status();
  }
}
