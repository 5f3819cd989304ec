package io.letterhead.cli.config;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Configs, read beside a policy with the providers {@code vllm}, {@code openai} and, over TLS,
 * {@code mistral}.
 */
final class ConfigExamples {

  static final Path FOLDER = Path.of("src/test/resources/config");
  static final Path WHOLE = FOLDER.resolve("whole.yaml");

  private ConfigExamples() {}

  static CompiledPolicy policy() {
    Loaded loaded =
        PolicyFiles.load(
            "p.yaml",
            """
            version: 1
            providers:
              vllm: { origin: "http://localhost:8000" }
              openai: { origin: "http://localhost:8001" }
              mistral: { origin: "https://api.mistral.ai" }
            """,
            PlugIns.installed());
    return loaded.policy().orElseThrow();
  }

  static GatewaySettings load(Path file) {
    return GatewaySettings.load(Optional.of(file), Map.of(), Map.of());
  }

  static GatewaySettings load(Path folder, String text) throws IOException {
    return load(Files.writeString(folder.resolve("gateway.yaml"), text));
  }

  static GatewaySettings flag(Setting setting, String text) {
    return GatewaySettings.load(Optional.empty(), Map.of(setting, text), Map.of());
  }

  static GatewaySettings variable(String name, String text) {
    return GatewaySettings.load(Optional.empty(), Map.of(), Map.of(name, text));
  }

  /** The problems of a config alone and beside the policy. */
  static List<String> names(GatewaySettings settings) {
    return Stream.of(settings.problems(), settings.against(policy()))
        .flatMap(problems -> problems.all().stream())
        .map(Problem::name)
        .toList();
  }

  static String text(GatewaySettings settings) {
    ProblemRenderer plain = ProblemRenderer.plain();
    return settings.problems().text(plain) + settings.against(policy()).text(plain);
  }
}
