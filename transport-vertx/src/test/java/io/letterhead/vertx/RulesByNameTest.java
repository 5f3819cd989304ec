package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestClass;
import org.junit.jupiter.api.Test;

/** What is kept of the rules that an audit names. */
class RulesByNameTest {

  private final ProviderPolicy provider =
      Policies.anthropic("http://127.0.0.1:9").policy().providers().values().asList().get(0);
  private final RequestClass requests = provider.classes().get(0);
  private final RulesByName rules = new RulesByName();

  @Test
  void anAnswerIsKept() {
    assertThat(rules.deciding(provider, requests, "anthropic-beta"))
        .isNotEmpty()
        .isSameAs(rules.deciding(provider, requests, "anthropic-beta"));
    assertThat(rules.writing(provider, requests, "x-api-key")).isNotEmpty();
    assertThat(rules.size()).isEqualTo(2);
  }

  @Test
  void nothingIsKeptOfALongNameForCallersChooseThem() {
    assertThat(rules.deciding(provider, requests, "x".repeat(32_000)))
        .isEqualTo(rules.deciding(provider, requests, "x"));
    assertThat(rules.size()).isEqualTo(1);
  }
}
