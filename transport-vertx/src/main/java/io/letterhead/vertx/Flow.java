package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a tunnel: hands frames on, no faster than they are taken, up to a Close frame,
 * be it the sender's or ours. What the sender sends behind that is dropped. For one event loop.
 */
final class Flow {

  private final Tunnel tunnel;
  private final Peer from;
  private final Peer to;
  private final FrameBoundary frames = new FrameBoundary();
  private Future<Void> written = Future.succeededFuture();
  private @Nullable Buffer due;
  private boolean shut;
  private boolean paused;
  private boolean ended;

  Flow(Tunnel tunnel, Peer from, Peer to) {
    this.tunnel = tunnel;
    this.from = from;
    this.to = to;
  }

  /**
   * Begins.
   *
   * @param early what was read before
   */
  void start(Buffer early) {
    NetSocket source = from.socket();
    source.handler(this::take);
    source.endHandler(end -> end());
    source.exceptionHandler(e -> Log.failure("tunnel", e));
    take(early);
  }

  Peer from() {
    return from;
  }

  Peer to() {
    return to;
  }

  /** What was handed on: done once it is out. */
  Future<Void> written() {
    return written;
  }

  /** Whether nothing more goes on. */
  boolean isShut() {
    return shut;
  }

  /** Whether the sender has sent a Close frame. */
  boolean isClosed() {
    return frames.isClosed();
  }

  /** Whether a Close frame could be written now. */
  boolean isAtBoundary() {
    return frames.isReached();
  }

  /** Writes a Close frame once the frame that is under way has ended, and nothing behind it. */
  void close(int code) {
    if (!shut && due == null) {
      due = to.closeFrame(code);
      if (frames.isReached()) {
        closeNow();
      }
    }
  }

  /** Hands nothing on any more: there is nobody who would take it. */
  void shut() {
    shut = true;
    resume();
  }

  private void take(Buffer bytes) {
    tunnel.moved();
    int at = 0;
    int passing = 0;
    while (at < bytes.length() && !frames.isClosed() && !frames.isBroken()) {
      at = frames.follow(bytes, at);
      if (!shut) {
        passing = at;
        if (frames.isReached() && (due != null || frames.isClosed())) {
          write(bytes.slice(0, at));
          passing = 0;
          if (frames.isClosed()) {
            shut();
          } else {
            closeNow();
          }
        }
      }
    }
    if (passing > 0) {
      write(passing == bytes.length() ? bytes : bytes.slice(0, passing));
    }
    if (frames.isBroken()) {
      tunnel.broken(this);
    } else if (shut || frames.isClosed()) {
      tunnel.look();
    }
  }

  private void closeNow() {
    Buffer close = due;
    if (close != null) {
      write(close);
      shut();
    }
  }

  private void write(Buffer bytes) {
    written = to.socket().write(bytes);
    if (!paused && !shut && to.isBehind()) {
      paused = true;
      from.pause();
      written.onComplete(done -> resume());
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      from.resume();
      goneIfEmpty();
    }
  }

  /** The sender has left; what it sent may still be on its way. */
  void end() {
    ended = true;
    goneIfEmpty();
  }

  /** Vert.x tells of an origin's end before it has told of all its bytes. */
  private void goneIfEmpty() {
    if (ended && !paused) {
      tunnel.later(
          () -> {
            if (!paused) {
              tunnel.gone(this);
            }
          });
    }
  }
}
