package io.letterhead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folders of {@code examples/}, and copies of them whose origins are the test's. */
final class ExampleFolder {

  static final Path ROOT = Path.of("../examples");

  private ExampleFolder() {}

  /** Every file below the examples that has this name, what was built aside. */
  static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.find(ROOT, 3, (file, is) -> file.endsWith(name))) {
      return files.filter(file -> !file.toString().contains("target")).sorted().toList();
    }
  }

  /**
   * Copies an example's policy and config.
   *
   * @param replaced other texts in the place of some, each of which must occur
   */
  static void copy(String example, Path to, Map<String, String> replaced) throws IOException {
    String policy = Files.readString(ROOT.resolve(example).resolve("letterhead.yaml"));
    String config = Files.readString(ROOT.resolve(example).resolve("gateway.yaml"));
    lay(policy, config, to, replaced);
  }

  /** Writes a policy and a config, some of whose texts are replaced. */
  static void lay(String policy, String config, Path to, Map<String, String> replaced)
      throws IOException {
    String policyNow = policy;
    String configNow = config;
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      if (!(policyNow + configNow).contains(each.getKey())) {
        throw new IllegalArgumentException("the example does not hold " + each.getKey());
      }
      policyNow = policyNow.replace(each.getKey(), each.getValue());
      configNow = configNow.replace(each.getKey(), each.getValue());
    }
    Files.writeString(to.resolve("letterhead.yaml"), policyNow);
    Files.writeString(to.resolve("gateway.yaml"), configNow);
  }

  /** Writes a secret's file. */
  static void secret(Path folder, String name, String value) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("secrets")).resolve(name), value);
  }
}
