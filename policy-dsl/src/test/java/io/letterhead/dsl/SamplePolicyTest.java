package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Cause;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Position;
import io.letterhead.policy.ProviderPolicy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SamplePolicyTest {

  @Test
  void theSampleLoadsWithoutProblems() throws URISyntaxException {
    Path sample = Path.of(getClass().getResource("/sample.yaml").toURI());
    Loaded loaded = PolicyFiles.load(sample, PlugIns.installed());

    assertThat(loaded.problems()).isEmpty();
    ProviderPolicy vllm = loaded.policy().orElseThrow().providers().values().asList().get(0);
    assertThat(vllm.writing("Authorization"))
        .extracting(Cause::summary)
        .containsExactly("inject Authorization from secret vllm-token as bearer");
    assertThat(vllm.deciding("X-Request-ID"))
        .extracting(Cause::why)
        .containsExactly("joins our traces with the provider's");
    assertThat(vllm.deciding("X-Internal-Cost").get(0).position().orElseThrow())
        .isEqualTo(new Position(sample.toString(), 12, 5, 9));
  }
}
