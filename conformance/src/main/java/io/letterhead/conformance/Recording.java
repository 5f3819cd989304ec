package io.letterhead.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What an origin has received so far, for threads that wait for more. */
final class Recording {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<WireMessage> requests = new ArrayList<>();
  private final List<Exception> failures = new ArrayList<>();
  private final List<OriginConnection> open = new ArrayList<>();
  private final List<OriginConnection> reading = new ArrayList<>();
  private int accepted;
  private boolean closed;

  /** A head has come over the connection; the rest of its message has not. */
  void begun(OriginConnection connection) {
    change(() -> reading.add(connection));
  }

  /** A message has come over the connection, whole or as far as it goes. */
  void add(OriginConnection connection, WireMessage request) {
    change(
        () -> {
          requests.add(request);
          reading.remove(connection);
        });
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

  void opened(OriginConnection connection) {
    change(
        () -> {
          accepted++;
          open.add(connection);
        });
  }

  void ended(OriginConnection connection) {
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

  List<WireMessage> requests() {
    return copy(requests);
  }

  List<Exception> failures() {
    return copy(failures);
  }

  List<OriginConnection> open() {
    return copy(open);
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

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> List<T> copy(List<T> list) {
    lock.lock();
    try {
      return List.copyOf(list);
    } finally {
      lock.unlock();
    }
  }
}
