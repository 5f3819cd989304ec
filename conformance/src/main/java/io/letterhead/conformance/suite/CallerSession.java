package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session with a transport, whose calls end in time or are failures. */
final class CallerSession implements AutoCloseable {
  private final TransportSession session;
  private final Duration limit;
  private final ExecutorService callers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "conformance-caller");
            thread.setDaemon(true);
            return thread;
          });

  CallerSession(TransportSession session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /** Sends a request, and reads the answer to its end. */
  Reply send(CallerRequest request) throws InterruptedException {
    return sendAll(List.of(request)).get(0);
  }

  /** Sends requests, all at once, and reads their answers. */
  List<Reply> sendAll(List<CallerRequest> requests) throws InterruptedException {
    List<Future<Reply>> replies = new ArrayList<>();
    for (CallerRequest request : requests) {
      replies.add(callers.submit(() -> reply(request)));
    }
    List<Reply> all = new ArrayList<>();
    for (Future<Reply> reply : replies) {
      all.add(inTime(reply));
    }
    return all;
  }

  /** Sends a request; its answer's content is still to be read. */
  Future<CallerAnswer> begin(CallerRequest request) {
    return callers.submit(() -> session.send(request));
  }

  /** Sends bytes over a connection of their own, and reads what comes back. */
  RawClient.Conversation sendRaw(String bytes) throws InterruptedException {
    if (session instanceof ConnectionSession connections) {
      return inTime(() -> connections.sendRaw(bytes));
    }
    throw new InapplicableException();
  }

  /**
   * Asks for an upgrade.
   *
   * @throws InapplicableException if there is no way to ask for one
   */
  Handshake upgrade(CallerRequest request) throws InterruptedException {
    Handshake handshake = inTime(() -> handshake(request));
    if (handshake.refusal() instanceof UnsupportedOperationException) {
      throw new InapplicableException();
    }
    return handshake;
  }

  private Handshake handshake(CallerRequest request) {
    try {
      return new Handshake(request, session.upgrade(request), null);
    } catch (Exception refused) {
      return new Handshake(request, null, refused);
    }
  }

  /** Does something that may not end. */
  <T> T inTime(Callable<T> task) throws InterruptedException {
    return inTime(callers.submit(task));
  }

  private Reply reply(CallerRequest request) {
    try {
      return new Reply(Answered.read(session.send(request)), null);
    } catch (Exception refused) {
      return new Reply(null, refused);
    }
  }

  private <T> T inTime(Future<T> task) throws InterruptedException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      task.cancel(true);
      throw new ConformanceFailure(
          new Finding("an end of the request", "there is none after " + limit, List.of()));
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    callers.shutdownNow();
    session.close();
  }
}
