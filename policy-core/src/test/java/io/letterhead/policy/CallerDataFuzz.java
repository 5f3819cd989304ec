package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any bytes as a carrier: they are read as Jackson reads them, or refused in known words. */
@ExtendWith(CorpusRuns.class)
class CallerDataFuzz {

  private static final CallerData.Expected EXPECTED =
      new CallerData.Expected(ImmutableSet.of("sub", "ti\u00e9r", ""), "extra");
  private static final CallerData.Expected NOTHING = new CallerData.Expected(ImmutableSet.of(), "");

  @FuzzTest(maxDuration = "10m")
  void everyCarrierIsReadOrRefused(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    String carrier = new String(bytes, ISO_8859_1);
    String json = new String(bytes, UTF_8);
    boolean sound =
        Arrays.equals(json.getBytes(UTF_8), bytes)
            && json.stripLeading().startsWith("{")
            && JsonOracle.reads(json);

    assertThat(isRead(carrier, NOTHING)).isEqualTo(sound);
    assertThat(sound || !isRead(carrier, EXPECTED)).isTrue();
  }

  private static boolean isRead(String carrier, CallerData.Expected expected) {
    try {
      CallerData data = CallerData.read(carrier, expected);
      for (int i = 0; i < data.headers().size(); i++) {
        assertThat(data.headers().value(i)).isNotEmpty().doesNotMatch("(?s)[ \t].*|.*[ \t]");
      }
      return true;
    } catch (CallerDataException refused) {
      assertThat(refused).message().matches(CarrierMutation.SENTENCES);
      return false;
    }
  }
}
