package io.letterhead.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is written of fixed results, byte for byte. With {@code -Dletterhead.golden=write} the files
 * are written anew.
 */
final class ReportGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/report");

  private final ConformanceReport leaky = FixedResults.leaky();
  private final List<ConformanceReport> both = List.of(leaky, FixedResults.faithful());

  @Test
  void textOfOneReport() throws IOException {
    same("leaky.txt", TextReport.of(leaky));
  }

  @Test
  void textOfTwoReports() throws IOException {
    same("both.txt", TextReport.of(both));
  }

  @Test
  void pageOfOneReport() throws IOException {
    same("leaky.html", HtmlReport.of(leaky));
  }

  @Test
  void pageOfTwoReports() throws IOException {
    same("both.html", HtmlReport.of(both));
  }

  @Test
  void jsonOfOneReport() throws IOException {
    same("leaky.json", JsonReport.write(leaky));
  }

  @Test
  void badges() throws IOException {
    same("leaky.svg", Badge.of(leaky).svg());
    same("faithful.svg", Badge.of(FixedResults.faithful()).svg());
    same("leaky.shields.json", Badge.of(leaky).shields());
  }

  private static void same(String name, String written) throws IOException {
    if ("write".equals(System.getProperty("letterhead.golden"))) {
      Files.writeString(FOLDER.resolve(name), written);
    }
    try (InputStream golden =
        requireNonNull(ReportGoldenTest.class.getResourceAsStream("/report/" + name), name)) {
      assertThat(written).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }
}
