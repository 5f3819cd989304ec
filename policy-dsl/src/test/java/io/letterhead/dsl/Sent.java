package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Removal;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.spi.SecretSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What leaves of one request.
 *
 * @param target the target that goes to the provider
 * @param fields the fields that do, each as {@code Name: value}
 * @param removed the caller's fields that do not
 */
record Sent(String target, List<String> fields, Map<String, Removal> removed) {

  /** What the secret {@code { held: key }} is. */
  static final String KEY = "s3cr3t-of-the-gateway";

  private static final PlugIns PLUG_INS =
      PlugIns.of(List.of(new Held()), PlugIns.installed().schemes().values().asList(), List.of());

  /** A source that keeps one secret. */
  private static final class Held implements SecretSource {

    @Override
    public String name() {
      return "held";
    }

    @Override
    public String read(String key) {
      return KEY;
    }
  }

  /** A policy with the shipped profiles and the source {@code held}, and its problems. */
  static Loaded load(String policy) {
    return PolicyFiles.load("policy.yaml", policy, PLUG_INS);
  }

  /** A policy that must have no problem. */
  static CompiledPolicy compiled(String policy) {
    Loaded loaded = load(policy);
    assertThat(ProblemRenderer.plain().render(loaded)).isEmpty();
    return loaded.policy().orElseThrow();
  }

  /** A provider of a policy. */
  static ProviderPolicy provider(CompiledPolicy policy, String name) {
    return requireNonNull(policy.providers().get(name), name);
  }

  /**
   * What leaves of a caller's request to one of a policy's providers.
   *
   * @param lines each as {@code Name: value}
   */
  static Sent under(CompiledPolicy policy, String provider, String target, String... lines) {
    RequestHead.Builder head = RequestHead.builder("POST", RequestTarget.parse(target));
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    OutboundHead out = new OutboundHead();
    Decision decision =
        PolicyGeneration.resolve(policy, PLUG_INS)
            .evaluate(provider(policy, provider), head.build(), out);
    assertThat(decision).isInstanceOf(Decision.Forward.class);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      fields.add(out.name(i) + ": " + out.value(i));
    }
    Map<String, Removal> removed = new TreeMap<>();
    for (int i = 0; i < out.removedSize(); i++) {
      removed.put(out.removedName(i), out.removal(i));
    }
    return new Sent(((Decision.Forward) decision).target(), fields, removed);
  }
}
