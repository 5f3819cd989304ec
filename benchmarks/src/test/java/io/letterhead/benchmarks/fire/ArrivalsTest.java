package io.letterhead.benchmarks.fire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What goes wrong with a stream is seen: else a run under load would show nothing. */
final class ArrivalsTest {

  private static final long DUE = 5_000_000_000L;

  private final Arrivals.Tally tally = new Arrivals.Tally(1000);
  private final Arrivals arrivals = new Arrivals(tally, 7, 3);

  private void come(int... sequences) {
    arrivals.began(200);
    for (int sequence : sequences) {
      arrivals.came(new Event(7, sequence, DUE).text(), DUE + 1000);
    }
    arrivals.ended(true);
  }

  @Test
  void aWholeStreamHasNothingWrong() {
    come(0, 1, 2);
    assertThat(tally.events).isEqualTo(3);
    assertThat(tally.whole).isEqualTo(1);
    assertThat(tally.latencies.count()).isEqualTo(3);
    assertThat(tally.lost + tally.repeated + tally.foreign + tally.late + tally.broken).isZero();
    assertThat(tally.open).isZero();
  }

  @Test
  void anEventHasTwoHundredBytes() {
    assertThat(new Event(1999, 143, Long.MAX_VALUE).text()).hasSize(Event.BYTES);
  }

  @Test
  void anEventThatComesInPiecesIsOne() {
    String event = new Event(7, 0, DUE).text();
    arrivals.began(200);
    arrivals.came(event.substring(0, 90), DUE);
    arrivals.came(event.substring(90), DUE);
    assertThat(tally.events).isEqualTo(1);
    assertThat(tally.foreign).isZero();
  }

  @Test
  void anEventThatIsMissingIsLost() {
    come(0, 2);
    assertThat(tally.lost).isEqualTo(1);
  }

  @Test
  void eventsThatAreMissingAtTheEndAreLost() {
    come(0);
    assertThat(tally.lost).isEqualTo(2);
  }

  @Test
  void anEventThatComesTwiceIsRepeated() {
    come(0, 1, 1, 2);
    assertThat(tally.repeated).isEqualTo(1);
    assertThat(tally.lost).isZero();
  }

  @Test
  void eventsInAnotherOrderAreSeen() {
    come(1, 0, 2);
    assertThat(tally.lost).isEqualTo(1);
    assertThat(tally.repeated).isEqualTo(1);
  }

  @Test
  void anEventOfAnotherStreamIsForeign() {
    arrivals.began(200);
    arrivals.came(new Event(8, 0, DUE).text(), DUE);
    assertThat(tally.foreign).isEqualTo(1);
  }

  @Test
  void aByteThatChangedIsSeen() {
    arrivals.began(200);
    arrivals.came(new Event(7, 0, DUE).text().replace("bc", "bd"), DUE);
    assertThat(tally.foreign).isEqualTo(1);
  }

  @Test
  void halfAnEventBeforeTheEndIsSeen() {
    arrivals.began(200);
    arrivals.came("data: 7", DUE);
    arrivals.ended(true);
    assertThat(tally.foreign).isEqualTo(1);
  }

  @Test
  void whatComesMoreThanASecondAfterItWasDueIsLate() {
    arrivals.began(200);
    arrivals.came(new Event(7, 0, DUE).text(), DUE + 1_000_000_000);
    assertThat(tally.late).isZero();
    arrivals.came(new Event(7, 1, DUE).text(), DUE + 1_000_000_001);
    assertThat(tally.late).isEqualTo(1);
  }

  @Test
  void aStreamThatBreaksIsNotWhole() {
    arrivals.began(200);
    arrivals.ended(false);
    assertThat(tally.broken).isEqualTo(1);
    assertThat(tally.whole).isZero();
    assertThat(tally.lost).isEqualTo(3);
  }

  @Test
  void aStreamThatIsRefusedLosesAllItsEvents() {
    arrivals.began(503);
    arrivals.ended(true);
    assertThat(tally.refused).isEqualTo(1);
    assertThat(tally.lost).isEqualTo(3);
    assertThat(tally.whole).isZero();
  }
}
