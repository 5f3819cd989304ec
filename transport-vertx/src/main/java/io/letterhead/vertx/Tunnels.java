package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** How many tunnels are open, for those who wait until none is. Safe for several event loops. */
final class Tunnels {

  private int open;
  private @Nullable Promise<Void> none;

  synchronized void opened() {
    open++;
  }

  void ended() {
    Promise<Void> waiting;
    synchronized (this) {
      open--;
      if (open > 0) {
        return;
      }
      waiting = none;
      none = null;
    }
    if (waiting != null) {
      waiting.complete();
    }
  }

  /** Completes once none is open: at once, if there is none now. */
  synchronized Future<Void> none() {
    if (open == 0) {
      return Future.succeededFuture();
    }
    if (none == null) {
      none = Promise.promise();
    }
    return none.future();
  }
}
