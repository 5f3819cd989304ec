package io.letterhead.apache;

import com.google.common.collect.ImmutableMap;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;
import java.util.Map;

/** Policies from texts, with secrets that a map holds: {@code secrets: { key: { map: NAME } }}. */
final class Policies {

  /** The secret of {@link #anthropic}. */
  static final String SECRET = "sk-canary-4f2a8b6c1d";

  private Policies() {}

  /** The provider {@code anthropic}: its key injected, {@code anthropic-beta} allowed. */
  static PolicyGeneration anthropic(String origin) {
    return generation(anthropicText(origin), Map.of("anthropic", SECRET));
  }

  static String anthropicText(String origin) {
    return """
        version: 1
        secrets:
          key: { map: anthropic }
        providers:
          anthropic:
            origin: %s
            rules:
              - inject: x-api-key
                from-secret: key
                as: raw
              - allow: anthropic-beta
        """
        .formatted(origin);
  }

  static PolicyGeneration generation(String text, Map<String, String> secrets) {
    PlugIns plugIns =
        PlugIns.of(
            List.of(new MapSource(ImmutableMap.copyOf(secrets))),
            PlugIns.installed().schemes().values().asList(),
            List.of());
    Loaded loaded = PolicyFiles.load("test.yaml", text, plugIns);
    return PolicyGeneration.resolve(
        loaded.policy().orElseThrow(() -> new PolicyException(loaded.problems())), plugIns);
  }

  private record MapSource(ImmutableMap<String, String> held) implements SecretSource {

    @Override
    public String name() {
      return "map";
    }

    @Override
    public String read(String key) throws SecretUnusableException {
      String found = held.get(key);
      if (found == null) {
        throw new SecretUnusableException("there is none");
      }
      return found;
    }
  }
}
