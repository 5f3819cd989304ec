package io.letterhead.vertx;

import io.vertx.core.http.Http2Settings;

/**
 * How much of HTTP/2 a connection may hold, on either side (RFC 9113, sections 5.1.2 and 5.2). Each
 * stream has a window of its own and the connection has room for all of them: so one that is not
 * read holds little, and none of the others up.
 */
final class Http2Windows {

  /** How many requests may be under way on one connection. */
  static final int STREAMS = 100;

  /** How many bytes of a body are taken before somebody reads them. */
  static final int STREAM = 64 * 1024;

  /** The same for all streams of a connection. */
  static final int CONNECTION = STREAMS * STREAM;

  private Http2Windows() {}

  /** What a peer is told. */
  static Http2Settings settings(Limits limits) {
    return new Http2Settings()
        .setPushEnabled(false)
        .setMaxConcurrentStreams(STREAMS)
        .setInitialWindowSize(STREAM)
        .setMaxHeaderListSize(limits.headBytes());
  }
}
