package io.letterhead.benchmarks;

import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;

/** A policy of every verb, as one that a gateway before vLLM has. */
final class SamplePolicy {

  private static final String TEXT =
      """
      version: 1
      secrets:
        vllm-token: { fixed: benchmark }
      groups:
        "@maas": [X-MaaS-Subscription, X-MaaS-Project]
      rules:
        - allow: ["@tracing", "@sdk", X-Request-ID]
        - deny: X-Internal-*
      providers:
        vllm:
          origin: http://localhost:8000
          rules:
            - inject: Authorization
              from-secret: vllm-token
              as: bearer
            - allow: "@maas"
            - rename: X-Tenant
              to: X-Tenant-ID
            - set: X-Request-Source
              to: gateway
            - default: X-Tier
              to: free
      """;

  private SamplePolicy() {}

  static String text() {
    return TEXT;
  }

  static PolicyGeneration generation() {
    return generation(TEXT);
  }

  static PolicyGeneration generation(String text) {
    PlugIns installed = PlugIns.installed();
    PlugIns plugIns =
        PlugIns.of(
            List.of(new FixedSource("fixed"), new FixedSource("env")),
            List.copyOf(installed.schemes().values()),
            List.of());
    CompiledPolicy policy =
        PolicyFiles.load("benchmark.yaml", text, plugIns).policy().orElseThrow();
    return PolicyGeneration.resolve(policy, plugIns);
  }

  /**
   * A source of one made-up secret.
   *
   * @param name what policies call it
   */
  private record FixedSource(String name) implements SecretSource {
    @Override
    public String read(String key) throws SecretUnusableException {
      return "sk-made-up-for-a-benchmark";
    }
  }
}
