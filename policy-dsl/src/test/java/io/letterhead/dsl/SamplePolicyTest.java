package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Rule;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SamplePolicyTest {

  @Test
  void theSampleLoadsWithoutProblems() throws URISyntaxException {
    Path sample = Path.of(getClass().getResource("/sample.yaml").toURI());
    Loaded loaded = PolicyFiles.load(sample, PlugIns.installed());

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.policy().orElseThrow().providers().get(0).rules())
        .extracting(Rule::summary)
        .containsExactly(
            "inject Authorization from secret vllm-token as bearer",
            "allow @maas",
            "rename X-Tenant to X-Tenant-ID",
            "set X-Request-Source",
            "allow X-Tier");
  }
}
