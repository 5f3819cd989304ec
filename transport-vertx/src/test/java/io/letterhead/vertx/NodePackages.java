package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.vertx.ClientProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The clients for Node.js that tests drive, as packages and scripts of theirs. */
final class NodePackages {

  private static final Path SOURCES = Path.of("src", "test", "npm");
  private static final Duration TO_INSTALL = Duration.ofMinutes(3);
  private static final Path INSTALLED = Path.of("target", "npm");

  private NodePackages() {}

  /** Installs what the lock file names, and nothing else; no script of a package is run. */
  static void install() throws IOException, InterruptedException {
    Path lock = INSTALLED.resolve("package-lock.json");
    boolean installed =
        Files.exists(INSTALLED.resolve("node_modules").resolve("openai"))
            && Files.mismatch(SOURCES.resolve("package-lock.json"), lock) < 0;
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", "package-lock.json", "openai.mjs", "realtime.mjs")) {
      Files.copy(
          SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (installed) {
      return;
    }
    try (ClientProcess npm =
        ClientProcess.start(
            List.of(
                "npm", "ci", "--prefix", INSTALLED.toString(), "--ignore-scripts", "--no-audit"))) {
      Ended ended = npm.await(TO_INSTALL);
      assertThat(ended.exit()).as(ended.errors()).isZero();
    }
  }

  /** Where a script is, for {@code node}. */
  static String script(String name) {
    return INSTALLED.resolve(name).toString();
  }
}
