package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the command's one file holds of the conformance module, and of what tests are made of. */
class JarContentsIT {

  private static final Path JAR = Path.of("target/letterhead.jar");

  @Test
  void theSuiteIsInAndTheTestKitIsOut() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();

      assertThat(names)
          .contains(
              "io/letterhead/conformance/suite/Suite.class",
              "io/letterhead/conformance/suite/SPEC.md",
              "io/letterhead/conformance/report/report.schema.json")
          .noneMatch(name -> name.startsWith("io/letterhead/conformance/kit/"))
          .noneMatch(name -> name.matches("(org/junit|org/opentest4j|org/apiguardian)/.*"))
          .noneMatch(name -> name.matches("net/jqwik/.*|META-INF/services/org\\.junit.*"));
    }
  }
}
