package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warning of loggers that print what is on the wire. */
class PrintingLoggersTest {

  private final List<LogRecord> warnings = new ArrayList<>();
  private final Logger ours = Logger.getLogger("io.letterhead.apache");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          warnings.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ours.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ours.removeHandler(handler);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.headers",
        "org.apache.hc.client5.http.wire",
        "org.apache.hc.client5.http2.frame",
        "org.apache.hc.client5.http2.frame.payload"
      })
  void bothClientsWarnOfALoggerThatPrintsSecrets(String name) throws Exception {
    Logger printing = Logger.getLogger(name);
    printing.setLevel(Level.FINE);
    try (CloseableHttpClient classic =
            PolicyHttpClient.of(Policies.anthropic("https://localhost")).build();
        CloseableHttpAsyncClient async =
            PolicyHttpAsyncClient.of(Policies.anthropic("https://localhost")).build()) {
      assertThat(classic).isNotNull();
      assertThat(async).isNotNull();
    } finally {
      printing.setLevel(null);
    }
    assertThat(warnings)
        .filteredOn(logged -> logged.getMessage().contains("`" + name + "`"))
        .hasSize(2)
        .allMatch(logged -> logged.getLevel().equals(Level.WARNING));
  }

  @Test
  void noneIsWarnedOfWhereAllAreOff() throws Exception {
    try (CloseableHttpClient client =
        PolicyHttpClient.of(Policies.anthropic("https://localhost")).build()) {
      assertThat(client).isNotNull();
    }
    assertThat(warnings).isEmpty();
  }
}
