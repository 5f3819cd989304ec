package io.letterhead.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateTest {

  @ParameterizedTest
  @CsvSource({
    "1/s, 1, PT1S",
    "60/m, 60, PT1M",
    "1000/h, 1000, PT1H",
    "5/d, 5, PT24H",
    "1000000000/s, 1000000000, PT1S"
  })
  void aRateIsANumberInAUnitOfTime(String text, long requests, Duration period) {
    assertThat(Rate.parse(text)).isEqualTo(new Rate(requests, period));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "60",
        "/m",
        "60/",
        "60/M",
        "60/min",
        "0/m",
        "060/m",
        "-1/m",
        "+1/m",
        "1.5/m",
        "60 / m",
        " 60/m",
        "60/m ",
        "60/m\n",
        "٦٠/m",
        "1000000001/d",
        "9999999999/s",
        "99999999999999999999/s"
      })
  void somethingElseIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text));
  }

  @Test
  void aRateHasRequestsAndTimeWithinBounds() {
    assertThat(new Rate(1, Duration.ofNanos(1)).requests()).isOne();
    refused(0, Duration.ofSeconds(1));
    refused(-1, Duration.ofSeconds(1));
    refused(1, Duration.ZERO);
    refused(1, Duration.ofSeconds(-1));
    refused(2, Duration.ofNanos(1));
    refused(1, Duration.ofDays(366).plusNanos(1));
    refused(1, Duration.ofSeconds(Long.MAX_VALUE));
    refused(1_000_000_001, Duration.ofDays(1));
  }

  private static void refused(long requests, Duration period) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(requests, period));
  }
}
