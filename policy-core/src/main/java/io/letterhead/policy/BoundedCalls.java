package io.letterhead.policy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of one plug-in's rule or scheme during requests, none of which keeps its request
 * waiting without end: they run on threads of their own, and one that takes too long is interrupted
 * and given up.
 *
 * <p>Java cannot end a thread that does not heed its interrupt. So one plug-in takes no more than
 * {@link #TURNS} of them: where so many calls were given up and have not ended, it is not called.
 */
final class BoundedCalls {

  /** How long a call may take. */
  static final int BUDGET_MILLIS = 100;

  /** How long the first call may take, which loads the plug-in's classes. */
  static final int FIRST_BUDGET_MILLIS = 1000;

  /** How many calls of one plug-in may run at once; more wait for their turn. */
  static final int TURNS = 4;

  /** Threads for the plug-ins of all policies; none before the first call. */
  private static final class Threads {

    private static final int MOST = 128;
    private static final int IDLE_SECONDS = 10;

    static final ThreadPoolExecutor ALL =
        new ThreadPoolExecutor(
            0,
            MOST,
            IDLE_SECONDS,
            SECONDS,
            new SynchronousQueue<>(),
            new ThreadFactoryBuilder().setDaemon(true).setNameFormat("letterhead-plug-in").build());
  }

  private final Semaphore turns = new Semaphore(TURNS);
  private final AtomicInteger overdue = new AtomicInteger();
  private final AtomicBoolean called = new AtomicBoolean();

  /**
   * What a call returns.
   *
   * @throws FailedCallException if it throws, returns null, takes too long, or is not made because
   *     earlier ones have not ended
   */
  <T> T call(Callable<T> work) throws FailedCallException {
    if (overdue.get() >= TURNS) {
      throw new FailedCallException("is not called: earlier calls of it have not ended");
    }
    int budget = called.compareAndSet(false, true) ? FIRST_BUDGET_MILLIS : BUDGET_MILLIS;
    if (!Uninterruptibles.tryAcquireUninterruptibly(turns, budget, MILLISECONDS)) {
      throw new FailedCallException("is not called: earlier calls of it have not ended");
    }
    Call<T> call = new Call<>(work);
    try {
      Threads.ALL.execute(call);
    } catch (RejectedExecutionException e) {
      turns.release();
      throw new FailedCallException("is not called: too many calls of plug-ins have not ended");
    }
    return result(call, budget);
  }

  private static <T> T result(BoundedCalls.Call<T> call, int budget) throws FailedCallException {
    try {
      T result = Uninterruptibles.getUninterruptibly(call, budget, MILLISECONDS);
      if (result == null) {
        throw new FailedCallException("returned null");
      }
      return result;
    } catch (TimeoutException e) {
      call.giveUp();
      throw new FailedCallException("took longer than " + budget + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FailedCallException(FailedCallException.message(cause));
    }
  }

  /** One call, which holds its turn until it ends, wanted or not. */
  private final class Call<T> extends FutureTask<T> {

    private final AtomicBoolean settled = new AtomicBoolean();

    Call(Callable<T> work) {
      super(work);
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        if (!settled.compareAndSet(false, true)) {
          overdue.decrementAndGet();
        }
        turns.release();
      }
    }

    /** Counts the call as overdue until it ends, and interrupts it. */
    void giveUp() {
      overdue.incrementAndGet();
      if (settled.compareAndSet(false, true)) {
        cancel(true);
      } else {
        overdue.decrementAndGet();
      }
    }
  }
}
