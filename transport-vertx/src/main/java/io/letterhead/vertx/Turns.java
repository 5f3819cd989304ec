package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks for streams to one origin one after another. While a connection is being made the others
 * wait for it, since most of them will fit in: left to itself, the library makes one for each
 * request that comes meanwhile. Where it cannot be made, those who wait fail like the one that
 * asked. For one event loop.
 */
final class Turns {

  private final Deque<Turn> waiting = new ArrayDeque<>();
  private boolean asked;
  private boolean advancing;

  /** One that waits. */
  private record Turn(
      Supplier<Future<HttpClientRequest>> ask, Promise<HttpClientRequest> promise) {}

  /** Asks once those before have an answer. */
  Future<HttpClientRequest> take(Supplier<Future<HttpClientRequest>> ask) {
    Promise<HttpClientRequest> promise = Promise.promise();
    waiting.add(new Turn(ask, promise));
    advance();
    return promise.future();
  }

  /** A loop, for most answers are there at once, and a recursion could become deep. */
  private void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    try {
      while (!asked && !waiting.isEmpty()) {
        Turn turn = waiting.remove();
        asked = true;
        ask(turn).onComplete(found -> answered(turn, found), e -> failed(turn, e));
      }
    } finally {
      advancing = false;
    }
  }

  /** A client that is closed throws where others fail. */
  private static Future<HttpClientRequest> ask(Turn turn) {
    try {
      return turn.ask().get();
    } catch (IllegalStateException closed) {
      return Future.failedFuture(closed);
    }
  }

  private void answered(Turn turn, HttpClientRequest found) {
    asked = false;
    turn.promise().complete(found);
    advance();
  }

  private void failed(Turn turn, Throwable failure) {
    asked = false;
    turn.promise().fail(failure);
    List<Turn> alike = List.copyOf(waiting);
    waiting.clear();
    alike.forEach(other -> other.promise().fail(failure));
    advance();
  }
}
