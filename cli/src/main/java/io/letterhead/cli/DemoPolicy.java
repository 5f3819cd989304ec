package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The example policy with the demo's own origins and keys: nothing of the user's is read. */
final class DemoPolicy {

  /** What the demo calls the policy: its place in the repository. */
  static final String FILE = "examples/letterhead.yaml";

  /** The demo's keys, made up, by the variables that the example names. */
  private static final ImmutableMap<String, String> KEYS =
      ImmutableMap.of(
          "VLLM_API_KEY", "demo-key-of-the-gateway",
          "ANTHROPIC_API_KEY", "demo-key-for-claude");

  /** The origins that the example names, by provider. */
  private static final ImmutableMap<String, String> ORIGINS =
      ImmutableMap.of("vllm", "http://localhost:8000", "claude", "https://api.anthropic.com");

  private DemoPolicy() {}

  /** The credential that must arrive, by provider: the field's name and its value. */
  static final ImmutableMap<String, Map.Entry<String, String>> CREDENTIALS =
      ImmutableMap.of(
          "vllm", Map.entry("Authorization", "Bearer demo-key-of-the-gateway"),
          "claude", Map.entry("X-Api-Key", "demo-key-for-claude"));

  /**
   * The example's generation.
   *
   * @param origins the embedded origins, by provider
   */
  static PolicyGeneration generation(Map<String, URI> origins) {
    String text = text();
    for (Map.Entry<String, String> named : ORIGINS.entrySet()) {
      URI embedded = origins.get(named.getKey());
      if (embedded == null || !text.contains(named.getValue())) {
        throw new IllegalStateException("the example has other origins than the demo");
      }
      text = text.replace(named.getValue(), embedded.toString());
    }
    PlugIns installed = PlugIns.installed();
    PlugIns plugIns =
        PlugIns.of(List.of(new Keys()), installed.schemes().values().asList(), List.of());
    CompiledPolicy policy = Problems.policyOf(PolicyFiles.load(FILE, text, plugIns));
    return PolicyGeneration.resolve(policy, plugIns);
  }

  private static String text() {
    try {
      return Resources.toString(
          Resources.getResource(DemoPolicy.class, "examples/letterhead.yaml"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the example is part of this jar", e);
    }
  }

  /** The demo's keys in the place of environment variables. */
  private static final class Keys implements SecretSource {

    @Override
    public String name() {
      return "env";
    }

    @Override
    public String read(String key) throws SecretUnusableException {
      String value = KEYS.get(key);
      if (value == null) {
        throw new SecretUnusableException("the demo has no key for the variable " + key);
      }
      return value;
    }
  }
}
