package io.letterhead.vertx;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Whether the heap is nearly full of what is in use: what was left of it by the last collection
 * that looked at all of it. Looked at a few times a second; safe for use by several threads.
 */
final class Heap implements BooleanSupplier {

  private static final double FULL = 0.9;
  private static final long HOLDS_NANOS = 100_000_000L;
  private static final long COLLECT_NANOS = 5_000_000_000L;

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
          .toList();
  private final AtomicLong looked = new AtomicLong(System.nanoTime() - HOLDS_NANOS);
  private volatile boolean full;
  private volatile long asked;

  @Override
  public boolean getAsBoolean() {
    long last = looked.get();
    long now = System.nanoTime();
    if (now - last >= HOLDS_NANOS && looked.compareAndSet(last, now)) {
      look(now);
    }
    return full;
  }

  private void look(long now) {
    boolean was = full;
    full = isFull();
    if (full && !was) {
      asked = now;
      Log.notice("memory runs out: requests are refused with 503 until some is free");
    } else if (was && !full) {
      Log.notice("memory is free again: requests are served");
    } else if (full && now - asked >= COLLECT_NANOS) {
      // While everything is refused nothing is allocated, so that no collection would look again.
      asked = now;
      System.gc();
    }
  }

  private boolean isFull() {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage left = pool.getCollectionUsage();
      used += left == null ? 0 : left.getUsed();
    }
    return used > FULL * Runtime.getRuntime().maxMemory();
  }
}
