package io.letterhead.vertx;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the heap is nearly full of what is in use: what was left of it by the last collection
 * that looked at all of it. Looked at a few times a second; safe for use by several threads.
 */
final class Heap implements BooleanSupplier {

  private static final double FULL = 0.9;
  private static final long HOLDS_NANOS = 100_000_000L;
  private static final long COLLECT_NANOS = 5_000_000_000L;

  private final LongSupplier left;
  private final long most;
  private final LongSupplier nanos;
  private final Runnable collect;
  private final AtomicLong looked;
  private volatile boolean full;
  private volatile long asked;

  /** The heap of this process. */
  Heap() {
    this(leftByCollections(), Runtime.getRuntime().maxMemory(), System::nanoTime, System::gc);
  }

  /**
   * @param left how many bytes the last collection has left in use
   * @param most how many there may be
   * @param nanos a clock
   * @param collect has everything looked at
   */
  Heap(LongSupplier left, long most, LongSupplier nanos, Runnable collect) {
    this.left = left;
    this.most = most;
    this.nanos = nanos;
    this.collect = collect;
    this.looked = new AtomicLong(nanos.getAsLong() - HOLDS_NANOS);
  }

  @Override
  public boolean getAsBoolean() {
    long last = looked.get();
    long now = nanos.getAsLong();
    if (now - last >= HOLDS_NANOS && looked.compareAndSet(last, now)) {
      look(now);
    }
    return full;
  }

  private void look(long now) {
    boolean was = full;
    full = left.getAsLong() > FULL * most;
    if (full && !was) {
      asked = now;
      Log.notice("memory runs out: requests are refused with 503 until some is free");
    } else if (was && !full) {
      Log.notice("memory is free again: requests are served");
    } else if (full && now - asked >= COLLECT_NANOS) {
      // While everything is refused nothing is allocated, so that no collection would look again.
      asked = now;
      collect.run();
    }
  }

  private static LongSupplier leftByCollections() {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .toList();
    return () -> {
      long used = 0;
      for (MemoryPoolMXBean pool : pools) {
        MemoryUsage left = pool.getCollectionUsage();
        used += left == null ? 0 : left.getUsed();
      }
      return used;
    };
  }
}
