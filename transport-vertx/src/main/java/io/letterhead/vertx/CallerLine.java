package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What carries one request and its answer: a connection of HTTP/1.1, or a stream of HTTP/2. Where
 * the two differ, all others ask here. For one event loop.
 */
sealed interface CallerLine permits Http1Line, Http2Line {

  /** The line of a request. */
  static CallerLine of(HttpServerRequest request) {
    boolean first =
        request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_1_0;
    return first ? new Http1Line(request) : new Http2Line(request);
  }

  /** Whether nothing more is served on it: an earlier answer was the last. */
  boolean isLeaving();

  /**
   * Checks what of a head no library below has checked.
   *
   * @throws RefusedException if the head is malformed or too large
   */
  void check(Limits limits);

  /**
   * The host and the port that the request names, as it does.
   *
   * @throws RefusedException if it names none, or more than one
   */
  String authority();

  /**
   * How the request's body is framed.
   *
   * @throws RefusedException if that is malformed or ambiguous
   */
  Framing framing();

  /** Whether a request that follows on it is served. */
  boolean isKept();

  /** Says in the head of an answer that it is the last, where that is said in a head. */
  void announceLast(MultiMap head);

  /** From now on nothing else is served on it. */
  void leave();

  /**
   * The answer is given, whole.
   *
   * @param written completes once it is written
   * @param last whether nothing more is read: some of the request's body may not have been
   */
  void ended(Future<Void> written, boolean last);

  /** Breaks it so that the caller cannot take what it has got for the whole. */
  void breakOff();
}
