package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The page about plug-ins: its files, the jar that they make, and the commands it shows. */
final class PlugInsPage {

  static final Path PAGE = Path.of("../docs/plugins.md");

  private static final Pattern FILE =
      Pattern.compile("^`(\\S+)`:\n\n```\\w+\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CONSOLE =
      Pattern.compile("^```console\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private PlugInsPage() {}

  /** The files that the page shows, by path. */
  static Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    FILE.matcher(Files.readString(PAGE))
        .results()
        .forEach((MatchResult file) -> files.put(file.group(1), file.group(2)));
    return files;
  }

  /** The commands that the page shows, each with its output behind its last line. */
  static List<String> consoles() throws IOException {
    return CONSOLE
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Writes {@code letterhead.yaml}, {@code acme.jar} and {@code broken.jar} into a folder. */
  static void build(Path folder) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> javac =
        new ArrayList<>(
            List.of("-proc:none", "-Werror", "-Xlint:all,-processing", "-cp", classPath()));
    javac.addAll(List.of("-d", classes.toString()));
    for (Map.Entry<String, String> file : files().entrySet()) {
      boolean source = file.getKey().endsWith(".java");
      boolean service = file.getKey().startsWith("META-INF/");
      Path written = (service ? classes : folder).resolve(file.getKey());
      Files.createDirectories(written.getParent());
      Files.writeString(written, file.getValue());
      if (source) {
        javac.add(written.toString());
      }
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, javac.toArray(new String[0])))
        .isZero();
    jar(classes, folder.resolve("acme.jar"));

    Path broken = folder.resolve("broken");
    Path services = Files.createDirectories(broken.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.letterhead.policy.spi.RuleVerb"), "com.acme.Missing\n");
    jar(broken, folder.resolve("broken.jar"));
  }

  /** The class path of this test. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static void jar(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }
}
