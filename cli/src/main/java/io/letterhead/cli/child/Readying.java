package io.letterhead.cli.child;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The wait for a server to be up. For one use by one thread. */
final class Readying {

  private final Events events;
  private final Supplier<CompletionStage<String>> health;
  private final String up;
  private final Limits limits;
  private final Consumer<String> log;
  private final long start = System.nanoTime();
  private Duration nextQuestion = Duration.ZERO;
  private Duration nextNotice;
  private String last = "no answer";

  /**
   * @param health asks the server once
   * @param up the answer of a server that is up
   * @param log hears that the wait goes on
   */
  Readying(
      Events events,
      Supplier<CompletionStage<String>> health,
      String up,
      Limits limits,
      Consumer<String> log) {
    this.events = events;
    this.health = health;
    this.up = up;
    this.limits = limits;
    this.log = log;
    this.nextNotice = limits.notice();
  }

  /**
   * Waits.
   *
   * @return what ended the wait: an {@link Event.Answered} that the server is up, its end, or an
   *     operator's word; empty if time is up
   */
  Optional<Event> await() throws InterruptedException {
    ask();
    while (elapsed().compareTo(limits.ready()) < 0) {
      Optional<Event> event = events.next(least(limits.ready(), nextQuestion, nextNotice));
      if (event.isPresent() && !(event.get() instanceof Event.Answered)) {
        return event;
      }
      if (event.isPresent()) {
        last = ((Event.Answered) event.get()).answer();
        if (last.equals(up)) {
          return event;
        }
        nextQuestion = elapsed().plus(limits.interval());
      }
      if (elapsed().compareTo(nextQuestion) >= 0) {
        ask();
      }
      if (elapsed().compareTo(nextNotice) >= 0) {
        log.accept("(" + elapsed().toSeconds() + " s): " + last);
        nextNotice = elapsed().plus(limits.notice());
      }
    }
    return Optional.empty();
  }

  /** The last answer. */
  String last() {
    return last;
  }

  /** The next question waits for this one's answer. */
  private void ask() {
    nextQuestion = limits.ready();
    health.get().thenAccept(answer -> events.add(new Event.Answered(answer)));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long it is until the first of these; at least a moment, so that it is over then. */
  private Duration least(Duration... times) {
    Duration least = times[0];
    for (Duration time : times) {
      least = time.compareTo(least) < 0 ? time : least;
    }
    Duration left = least.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
