package io.letterhead.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * What an origin has received so far, for threads that wait for more.
 *
 * @param <C> a connection
 * @param <M> a request
 */
class Recording<C, M> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<M> requests = new ArrayList<>();
  private final List<Exception> failures = new ArrayList<>();
  private final List<C> open = new ArrayList<>();
  private final List<Object> reading = new ArrayList<>();
  private int accepted;
  private boolean closed;

  /** A head has come over this way, a connection or stream; the rest of its message has not. */
  void begun(Object way) {
    change(() -> reading.add(way));
  }

  /** A message has come over this way, whole or as far as it goes. */
  void add(Object way, M request) {
    change(
        () -> {
          requests.add(request);
          reading.remove(way);
        });
  }

  /** More is known of a listed message; one that was forgotten stays so. */
  void replace(M known, M more) {
    change(() -> requests.replaceAll(each -> each == known ? more : each));
  }

  /** Lists a failure, unless it may be what closing the origin has caused. */
  void add(Exception failure) {
    change(
        () -> {
          if (!closed) {
            failures.add(failure);
          }
        });
  }

  void close() {
    change(() -> closed = true);
  }

  void opened(C connection) {
    change(
        () -> {
          accepted++;
          open.add(connection);
        });
  }

  void ended(C connection) {
    change(
        () -> {
          open.remove(connection);
          reading.remove(connection);
        });
  }

  void forget() {
    change(
        () -> {
          requests.clear();
          failures.clear();
        });
  }

  List<M> requests() {
    return copy(requests);
  }

  List<Exception> failures() {
    return copy(failures);
  }

  List<C> open() {
    return copy(open);
  }

  /** Whether that connection was accepted and is no longer open. */
  boolean hasEnded(int number, ToIntFunction<C> numberOf) {
    lock.lock();
    try {
      return accepted >= number && open.stream().noneMatch(c -> numberOf.applyAsInt(c) == number);
    } finally {
      lock.unlock();
    }
  }

  /** Whether no connection is open; to be asked where the lock is held. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether no connection is in the middle of a message. */
  boolean isQuiet() {
    lock.lock();
    try {
      return reading.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  int accepted() {
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds; it is asked under the lock, after each change. */
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  final void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  final <T> List<T> copy(List<T> list) {
    lock.lock();
    try {
      return List.copyOf(list);
    } finally {
      lock.unlock();
    }
  }
}
