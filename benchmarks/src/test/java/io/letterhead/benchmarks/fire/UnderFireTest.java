package io.letterhead.benchmarks.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each scenario, small: so that what is run by hand before a release still runs. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class UnderFireTest {

  /** What starts fastest: figures are not looked at here. */
  private static final List<String> GATEWAY =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-cp",
          System.getProperty("java.class.path"),
          "io.letterhead.cli.Letterhead");

  private static void passes(String line) throws Exception {
    List<String> words = List.of(line.split(" ", -1));
    Options options = Options.parse(words.subList(1, words.size()));
    Report report = UnderFire.run(words.get(0), options, GATEWAY);
    assertThat(report.failures()).as(report.table()).isEmpty();
    assertThat(report.passed()).isTrue();
  }

  @Test
  void streams() throws Exception {
    passes("streams --count 30 --seconds 1 --ramp 60 --late-ms 5000 --front h2 --behind h2");
  }

  @Test
  void slowReaders() throws Exception {
    passes("slow-reader --readers 3 --late-ms 5000");
  }

  @Test
  void faults() throws Exception {
    passes("faults --faults 8 --targets 48 --connections 4 --front h2");
  }

  @Test
  void endurance() throws Exception {
    passes("endurance --minutes 0.05 --lanes 2 --turn-ms 500 --late-ms 5000 --seed 1 --behind h2");
  }
}
