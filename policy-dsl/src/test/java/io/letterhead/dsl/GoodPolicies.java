package io.letterhead.dsl;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every policy of the repository that loads, by the place where it stands. */
final class GoodPolicies {

  private static final List<Path> FOLDERS =
      List.of(Path.of("../examples"), Path.of("../docs"), Path.of("src/test/resources"));

  private GoodPolicies() {}

  /** Whole files, and the examples of pages. */
  static ImmutableMap<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    try {
      for (Path folder : FOLDERS) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted().toList()) {
            addFrom(file, all);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.values().removeIf(text -> TestPolicies.load("p.yaml", text).hasErrors());
    return ImmutableMap.copyOf(all);
  }

  private static void addFrom(Path file, Map<String, String> all) throws IOException {
    if (file.toString().endsWith(".yaml")) {
      all.put(file.toString(), Files.readString(file));
    } else if (file.toString().endsWith(".md")) {
      List<String> examples = MarkdownExamples.in(file);
      for (int i = 0; i < examples.size(); i++) {
        all.put(file + " example " + (i + 1), examples.get(i));
      }
    }
  }
}
