package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the one-file command, as processes. */
@Timeout(300)
class LauncherIT {

  private static final Map<String, String> NOTHING_MORE = Map.of();

  @TempDir Path folder;

  @Test
  void theDemoRunsOnceAndSucceeds() throws Exception {
    try (Launched demo = Launched.start(folder, NOTHING_MORE, "demo", "--once")) {
      assertThat(demo.out())
          .contains("What arrived is what was decided; no key of a caller got through.")
          .doesNotContain("\u001b");
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.err()).isEmpty();
    }
  }

  @Test
  void aBadFileEndsWithTwo() throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "version: 1\nproviders: 7\n");
    try (Launched check = Launched.start(folder, NOTHING_MORE, "check", "bad.yaml")) {
      assertThat(check.out()).contains("bad.yaml:2:12: error: ");
      assertThat(check.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void itRunsThroughALinkFromAnyFolder() throws Exception {
    Path launcher = Path.of("../letterhead").toAbsolutePath().normalize();
    Path inner = Files.createDirectory(folder.resolve("with space"));
    Path link = Files.createSymbolicLink(inner.resolve("lh"), launcher);
    assertThat(link).exists();
    Path second = Files.createSymbolicLink(folder.resolve("lh"), Path.of("with space", "lh"));
    try (Launched version = Launched.start(second, inner, NOTHING_MORE, "--version")) {
      assertThat(version.line()).startsWith("letterhead ");
      assertThat(version.exitCode()).isZero();
    } finally {
      Files.delete(second);
      Files.delete(link);
    }
  }

  @Test
  void anEmptyVariableIsUnset() throws Exception {
    Map<String, String> empty = Map.of("JAVA_HOME", "", "JAVA_TOOL_OPTIONS", "");
    try (Launched version = Launched.start(folder, empty, "--version")) {
      assertThat(version.exitCode()).isZero();
      assertThat(version.err()).isEmpty();
    }
  }

  @Test
  void javaToolOptionsAreHonoured() throws Exception {
    Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-Dletterhead.test=1");
    try (Launched version = Launched.start(folder, options, "--version")) {
      assertThat(version.exitCode()).isZero();
      assertThat(version.err()).contains("-Dletterhead.test=1");
    }
  }

  @Test
  void aJavaHomeWithoutJavaIsSaidWithHowToInstallOne() throws Exception {
    Map<String, String> nowhere = Map.of("JAVA_HOME", folder.toString());
    try (Launched version = Launched.start(folder, nowhere, "--version")) {
      assertThat(version.exitCode()).isEqualTo(1);
      assertThat(version.err())
          .contains("a JDK is missing: JAVA_HOME is " + folder)
          .contains("sudo apt install openjdk");
    }
  }

  @Test
  void aJdkThatIsTooOldIsSaid() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    assertThat(Files.createFile(bin.resolve("java")).toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Map<String, String> old = Map.of("JAVA_HOME", folder.toString());
    try (Launched version = Launched.start(folder, old, "--version")) {
      assertThat(version.exitCode()).isEqualTo(1);
      assertThat(version.err()).contains("too old").contains("11.0.2").contains("17 or newer");
    }
  }

  @Test
  void anArchiveThatIsBrokenBreaksNothing() throws Exception {
    Path home = Path.of("../.letterhead");
    try (Launched first = Launched.start(folder, NOTHING_MORE, "--version")) {
      assertThat(first.exitCode()).isZero();
    }
    Path archive;
    try (var files = Files.list(home)) {
      archive = files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
    Files.delete(archive);
    Files.writeString(archive, "no archive");
    try (Launched version = Launched.start(folder, NOTHING_MORE, "--version")) {
      assertThat(version.line()).startsWith("letterhead ");
      assertThat(version.exitCode()).isZero();
    } finally {
      Files.delete(archive);
    }
  }

  @Test
  void theCommandHoldsNoTestLibrary() throws Exception {
    try (JarFile jar = new JarFile("target/letterhead.jar")) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("io/letterhead/cli/Letterhead.class", "META-INF/LICENSE")
          .noneMatch(name -> name.matches("(org/junit|net/jqwik|org/assertj|org/opentest4j)/.*"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.letterhead.cli.Letterhead");
    }
  }
}
