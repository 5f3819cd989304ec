package io.letterhead.benchmarks.fire;

import java.util.concurrent.TimeUnit;

/**
 * What came of one stream, checked event by event. For one thread.
 *
 * <p>An event is late when too much time lies between the time at which it was to be sent and the
 * one at which it came: an origin that was kept from sending in time counts against the run.
 */
final class Arrivals {

  /** What came of all streams; for one thread. */
  static final class Tally {
    private final long lateNanos;
    final Latencies latencies = new Latencies();
    long events;
    long lost;
    long repeated;
    long foreign;
    long late;
    long refused;
    long broken;
    int whole;
    int open;

    /**
     * @param lateMillis what comes later than this after it was due is late
     */
    Tally(long lateMillis) {
      lateNanos = TimeUnit.MILLISECONDS.toNanos(lateMillis);
    }
  }

  private final Tally tally;
  private final int stream;
  private final int count;
  private final StringBuilder unread = new StringBuilder(2 * Event.BYTES);
  private int next;
  private boolean over;

  /**
   * @param count how many events its origin sends
   */
  Arrivals(Tally tally, int stream, int count) {
    this.tally = tally;
    this.stream = stream;
    this.count = count;
  }

  /** The head of the response has come. */
  void began(int status) {
    if (status == 200) {
      tally.open++;
    } else {
      over = true;
      tally.refused++;
      tally.lost += count;
    }
  }

  /** Some of the body has come. */
  void came(String text, long now) {
    unread.append(text);
    for (int end = unread.indexOf(Event.END); end >= 0; end = unread.indexOf(Event.END)) {
      String event = unread.substring(0, end + Event.END.length());
      unread.delete(0, event.length());
      check(event, now);
    }
  }

  private void check(String text, long now) {
    tally.events++;
    Event event;
    try {
      event = Event.parse(text);
    } catch (IllegalArgumentException changed) {
      tally.foreign++;
      return;
    }
    if (event.stream() != stream || event.sequence() >= count) {
      tally.foreign++;
    } else if (event.sequence() < next) {
      tally.repeated++;
    } else {
      tally.lost += event.sequence() - next;
      next = event.sequence() + 1;
      long nanos = now - event.due();
      tally.latencies.add(nanos);
      tally.late += nanos > tally.lateNanos ? 1 : 0;
    }
  }

  /** The stream has ended: properly, or because its connection did. */
  void ended(boolean properly) {
    if (over) {
      return;
    }
    over = true;
    tally.open--;
    tally.lost += count - next;
    tally.foreign += unread.length() == 0 ? 0 : 1;
    if (properly) {
      tally.whole++;
    } else {
      tally.broken++;
    }
  }
}
