package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.dsl.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Containerfile is well-formed, copies what is there, and its health check is one. */
@Timeout(300)
class ContainerExampleTest {

  private static final Path FOLDER = ExampleFolder.ROOT.resolve("container");
  private static final Path CONTEXT = Path.of("..");
  private static final ImmutableSet<String> INSTRUCTIONS =
      ImmutableSet.of(
          "FROM",
          "WORKDIR",
          "COPY",
          "RUN",
          "USER",
          "ENV",
          "EXPOSE",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern OUTSIDE = Pattern.compile("<directory>\\.\\./([^<]+)</directory>");

  @TempDir Path folder;

  @Test
  void everyInstructionIsKnownAndTheSecondStageRunsAsAUser() throws IOException {
    assertThat(lines()).allSatisfy(line -> assertThat(INSTRUCTIONS).contains(word(line)));
    assertThat(values("FROM")).hasSize(2);
    assertThat(values("FROM").get(1)).endsWith("-jre");
    assertThat(values("USER")).containsExactly("10001:10001");
    assertThat(values("STOPSIGNAL")).containsExactly("SIGTERM");
    assertThat(values("HEALTHCHECK")).hasSize(1);
  }

  @Test
  void everySourceIsThere() throws IOException {
    for (String copied : values("COPY")) {
      List<String> words = Splitter.on(' ').splitToList(copied);
      if (copied.startsWith("--from=build")) {
        assertThat(words.get(1)).isEqualTo("/src/cli/target/letterhead.jar");
      } else {
        assertThat(words.subList(copied.startsWith("--") ? 1 : 0, words.size() - 1))
            .isNotEmpty()
            .allSatisfy(source -> assertThat(CONTEXT.resolve(source)).exists());
      }
    }
  }

  @Test
  void theBuildHasEveryModuleAndWhatTheCommandTakesFromElsewhere() throws IOException {
    String pom = Files.readString(CONTEXT.resolve("pom.xml"));
    String cli = Files.readString(CONTEXT.resolve("cli/pom.xml"));
    List<String> copied =
        values("COPY").stream().map(value -> value.substring(0, value.indexOf(' '))).toList();

    assertThat(copied)
        .contains(".mvn") // without its options the compiler's checks cannot run
        .containsAll(MODULE.matcher(pom).results().map(match -> match.group(1)).toList())
        .containsAll(OUTSIDE.matcher(cli).results().map(match -> match.group(1)).toList());
  }

  @Test
  void whatItRunsIsACommand() throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(values("ENTRYPOINT").get(0)).get(0).asText()).isEqualTo("java");
    String command = json.readTree(values("CMD").get(0)).get(0).asText();

    assertThat(Letterhead.commandLine().parseArgs(command).hasSubcommand()).isTrue();
    assertThat(values("ENV").get(0))
        .isEqualTo(
            "LETTERHEAD_POLICY=/etc/letterhead/letterhead.yaml"
                + " LETTERHEAD_CONFIG=/etc/letterhead/gateway.yaml");
  }

  @Test
  void theConfigOfThePageLoadsAndHasThePortsThatAreExposed() throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    String config =
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(page)
            .results()
            .map((MatchResult match) -> match.group(1))
            .findFirst()
            .orElseThrow();
    GatewaySettings settings =
        GatewayPage.settings(Files.writeString(folder.resolve("gateway.yaml"), config));

    assertThat(settings.problems().text(ProblemRenderer.plain())).isEmpty();
    assertThat(values("EXPOSE"))
        .containsExactly(
            settings.config().orElseThrow().listen().port()
                + " "
                + settings.config().orElseThrow().admin().orElseThrow().port());
    assertThat(values("HEALTHCHECK").get(0)).contains("\"9090\"");
  }

  @Test
  void theHealthCheckSaysWhetherTheGatewayLives() throws Exception {
    try (RecordingOrigin origin = RecordingOrigin.start(OriginAnswer.of(404))) {
      ExampleFolder.copy("vllm", folder, Map.of("http://localhost:8000", origin.uri().toString()));
      int port;
      try (FolderGateway gateway = FolderGateway.start(folder, Map.of())) {
        port = gateway.adminPort();
        assertThat(healthy(port)).isZero();
      }
      assertThat(healthy(port)).as("after its end").isNotZero();
      assertThat(healthy(origin.port())).as("another server").isNotZero();
    }
  }

  private static int healthy(int port) throws Exception {
    Process process =
        new ProcessBuilder("bash", FOLDER.resolve("healthy").toString(), Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
    return process.exitValue();
  }

  private static List<String> lines() throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("Containerfile"))) {
      return lines.filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }
  }

  private static List<String> values(String instruction) throws IOException {
    return lines().stream()
        .filter(line -> word(line).equals(instruction))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  private static String word(String line) {
    return line.substring(0, Math.max(0, line.indexOf(' ')));
  }
}
