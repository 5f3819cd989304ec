package io.letterhead.benchmarks.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway says and nobody knows is seen. */
final class LogTest {

  private static final String BLOCKED =
      "letterhead: WARNING io.vertx.core.impl.BlockedThreadChecker: Thread"
          + " vert.x-eventloop-thread-2 has been blocked for 2073 ms, time limit is 2000 ms";

  @Test
  void whatIsKnownIsNotStrange() {
    assertThat(
            Log.strange(
                List.of(
                    "letterhead: admin on http://127.0.0.1:9090",
                    "letterhead: revision 4ccf2637fb62 is in force"),
                1000))
        .isEmpty();
  }

  @Test
  void aFailureOfTheGatewaysOwnIsStrange() {
    String line = "letterhead: SEVERE io.letterhead.vertx: request: java.lang.Error at a.B.c";
    assertThat(Log.strange(List.of(line, line), 1000)).containsExactly(line);
  }

  @Test
  void aThreadThatIsBlockedForLongerThanAnAnswerMayTakeIsStrange() {
    assertThat(Log.strange(List.of(BLOCKED), 1000)).containsExactly(BLOCKED);
    assertThat(Log.strange(List.of(BLOCKED), 5000)).isEmpty();
  }
}
