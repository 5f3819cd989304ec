package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections fit into the files that may be open: two for each, and 64 are kept. */
final class OpenFilesTest {

  @ParameterizedTest
  @CsvSource({
    "10000, 1048576, 100, 10000",
    "10000, 20164, 100, 10000",
    "10000, 20163, 100, 9999",
    "10000, 256, 92, 50",
    "50, 256, 92, 50",
    "40, 256, 92, 40",
    "1, 256, 92, 1",
    "2147483647, 9223372036854775807, 100, 2147483647"
  })
  void asManyAsFit(int connections, long most, long open, int fits) {
    assertThat(OpenFiles.fit(connections, most, open)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"10000, 9956, false", "10000, 9000, false", "10000, 8999, true", "5, 4, true"})
  void manyFewerAreToldOf(int connections, int fits, boolean told) {
    assertThat(OpenFiles.isWorthTelling(connections, fits)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "100, 90", "100, 36", "100, 35", "100, 101", "0, 100", "-1, 3"})
  void oneWhereNoneFits(long most, long open) {
    assertThat(OpenFiles.fit(10_000, most, open)).isEqualTo(1);
  }
}
