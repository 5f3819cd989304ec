package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every relative link of the documents leads to a file that is there. */
class DocumentLinksTest {

  private static final Path ROOT = Path.of("..");

  /** A link's target up to its fragment; one with a scheme is not the repository's. */
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)(?:#[^)]*)?\\)");

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.addAll(ExampleFolder.files("README.md"));
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/problems"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileThatIsThere(Path document) throws IOException {
    assertThat(targets(document))
        .allSatisfy(target -> assertThat(document.resolveSibling(target)).exists());
  }

  @Test
  void theLinksOfTheMainDocumentsAreFound() throws IOException {
    assertThat(documents())
        .contains(ROOT.resolve("ARCHITECTURE.md"), ROOT.resolve("docs/language.md"));
    assertThat(targets(ROOT.resolve("README.md"))).contains("docs/language.md", "SECURITY.md");
  }

  private static List<String> targets(Path document) throws IOException {
    Matcher links = LINK.matcher(Files.readString(document));
    List<String> targets = new ArrayList<>();
    while (links.find()) {
      targets.add(links.group(1));
    }
    return targets;
  }
}
