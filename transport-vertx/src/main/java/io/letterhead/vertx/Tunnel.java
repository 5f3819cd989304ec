package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket between a caller and an origin: frames both ways, each side no faster than the other
 * one reads, until both have sent a Close frame, or a connection ends, or nothing has moved for too
 * long, or it is drained. For one event loop.
 *
 * <p>Who is left behind is told by a Close frame of ours where one frame has ended and the next has
 * not begun, and has a while to answer (RFC 6455, section 7.1.1): to close at once could take away
 * what it has not read yet.
 */
final class Tunnel {

  /** Why a tunnel has ended. */
  enum End {
    /** An end has closed the WebSocket. */
    CLOSED(Visit.Outcome.FORWARDED, ""),
    /** Nothing has moved. */
    IDLE(Visit.Outcome.FORWARDED, "idle"),
    /** The gateway stops. */
    DRAINED(Visit.Outcome.FORWARDED, "drained"),
    /** The caller has left without a Close frame. */
    CALLER_LEFT(Visit.Outcome.ABANDONED, ""),
    /** The origin has left without a Close frame. */
    ORIGIN_LEFT(Visit.Outcome.BROKEN, Refusal.UNREACHABLE.code()),
    /** What the caller has sent is no frame. */
    CALLER_BROKEN(Visit.Outcome.BROKEN, Refusal.MALFORMED_BODY.code()),
    /** What the origin has sent is no frame. */
    ORIGIN_BROKEN(Visit.Outcome.BROKEN, Refusal.BAD_RESPONSE.code());

    private final Visit.Outcome outcome;
    private final String reason;

    End(Visit.Outcome outcome, String reason) {
      this.outcome = outcome;
      this.reason = reason;
    }

    Visit.Outcome outcome() {
      return outcome;
    }

    String reason() {
      return reason;
    }
  }

  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int INTERNAL_ERROR = 1011;

  private final Vertx vertx;
  private final Duration closing;
  private final Peer caller;
  private final Peer origin;
  private final Flow up;
  private final Flow down;
  private final ProgressTimer timer;
  private final Consumer<End> ended;
  private @Nullable End end;
  private int connected = 2;
  private long cutAt;
  private long cutTimer = -1;

  /**
   * @param idle how long nothing may move
   * @param closing how long an end may take to answer a Close frame
   * @param ended is told, once, when both connections are closed
   */
  Tunnel(
      Vertx vertx, Duration idle, Duration closing, Peer caller, Peer origin, Consumer<End> ended) {
    this.vertx = vertx;
    this.closing = closing;
    this.caller = caller;
    this.origin = origin;
    this.up = new Flow(this, caller, origin);
    this.down = new Flow(this, origin, caller);
    this.timer = new ProgressTimer(vertx, idle, () -> end(End.IDLE, closing));
    this.ended = ended;
  }

  /**
   * Begins; the origin's socket is paused.
   *
   * @param early what the caller has sent already
   */
  void start(Buffer early) {
    caller.socket().shutdownHandler(this::drain);
    start(up, early);
    start(down, Buffer.buffer());
    origin.socket().resume();
  }

  private void start(Flow flow, Buffer early) {
    flow.from().socket().closeHandler(closed -> disconnected(flow));
    flow.start(early);
    if (!flow.from().isConnected()) {
      // It left before there was anyone to tell.
      disconnected(flow);
    }
  }

  /** Lets both sides know that they are to leave, and cuts them off after a while. */
  void drain(Duration limit) {
    end(End.DRAINED, limit);
  }

  /** Bytes have come. */
  void moved() {
    timer.moved();
  }

  void later(Runnable task) {
    vertx.runOnContext(run -> task.run());
  }

  /** What has come is no frame, so no Close frame would be understood behind it either. */
  void broken(Flow flow) {
    because(flow.from().isOrigin() ? End.ORIGIN_BROKEN : End.CALLER_BROKEN);
    up.shut();
    down.shut();
    leave(caller, down);
    leave(origin, up);
  }

  /** The sender has left, and all that it sent has been handed on. */
  void gone(Flow flow) {
    boolean told = flow.isShut();
    because(flow.from().isOrigin() ? End.ORIGIN_LEFT : End.CALLER_LEFT);
    Flow back = flow == up ? down : up;
    back.shut();
    if (!told && flow.isAtBoundary()) {
      flow.close(codeFor(flow, back));
    } else if (!told) {
      leave(flow.to(), flow);
    }
    cutAfter(closing);
    look();
  }

  /** What an end is told whose other end has left without a word. */
  private static int codeFor(Flow flow, Flow back) {
    if (back.isClosed()) {
      return NORMAL;
    }
    return flow.from().isOrigin() ? INTERNAL_ERROR : GOING_AWAY;
  }

  /** Sees who has both got a Close frame and sent one. */
  void look() {
    if (up.isClosed() || down.isClosed()) {
      because(End.CLOSED);
    }
    if (down.isShut() && up.isClosed()) {
      leave(caller, down);
    }
    if (up.isShut() && down.isClosed()) {
      leave(origin, up);
    }
  }

  private void end(End how, Duration limit) {
    because(how);
    timer.stop();
    cutAfter(limit);
    down.close(GOING_AWAY);
    up.close(GOING_AWAY);
    look();
  }

  private void because(End how) {
    if (end == null) {
      end = how;
    }
  }

  private void leave(Peer peer, Flow towards) {
    cutAfter(closing);
    peer.leave(towards.written());
  }

  private void cutAfter(Duration limit) {
    long at = System.nanoTime() + limit.toNanos();
    if (connected > 0 && (cutTimer < 0 || at < cutAt)) {
      vertx.cancelTimer(cutTimer);
      cutAt = at;
      cutTimer = vertx.setTimer(Math.max(1, limit.toMillis()), passed -> cut());
    }
  }

  private void cut() {
    caller.cut();
    origin.cut();
  }

  /** The sender's connection has ended. Of a reset, Vert.x tells this alone. */
  private void disconnected(Flow flow) {
    if (!flow.from().goes()) {
      return;
    }
    flow.end();
    connected--;
    if (connected == 0) {
      timer.stop();
      vertx.cancelTimer(cutTimer);
      because(flow.from().isOrigin() ? End.ORIGIN_LEFT : End.CALLER_LEFT);
      ended.accept(requireNonNull(end));
    }
  }
}
