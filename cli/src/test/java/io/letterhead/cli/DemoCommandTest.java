package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.ProviderPolicy;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void onceShowsThatNoKeyOfACallerGetsThrough() {
    Run run = Run.of("demo", "--once");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("What arrived is what was decided; no key of a caller got through.")
        .contains("origin  ", "Authorization: Bearer demo-key-of-the-gateway  inject, line ")
        .doesNotContain("WRONG")
        .doesNotContain("\u001b");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(run.code()).isZero();
  }

  @Test
  void theExampleIsAValidPolicyThatOwnsEachCredential() {
    CompiledPolicy policy =
        Problems.policyOf(
            PolicyFiles.load(Path.of("../examples/letterhead.yaml"), PlugIns.installed()));

    assertThat(policy.warnings()).isEmpty();
    assertThat(policy.providers().keySet()).isEqualTo(DemoPolicy.CREDENTIALS.keySet());
    for (ProviderPolicy provider : policy.providers().values()) {
      String slot = Objects.requireNonNull(DemoPolicy.CREDENTIALS.get(provider.name())).getKey();
      assertThat(provider.ownerOf(slot)).isEqualTo(Owner.POLICY);
      assertThat(provider.writing(slot)).hasSize(1);
    }
  }
}
