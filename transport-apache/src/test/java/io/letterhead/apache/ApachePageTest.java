package io.letterhead.apache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/apache.md}, compiled and run as they stand there. */
class ApachePageTest {

  private static final Path PAGE = Path.of("../docs/apache.md");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "^```java\n(.*?public class (\\w+) .*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final RecordingOrigin origin = RecordingOrigin.start(OriginAnswer.of(200).withBody("ok"));

  @TempDir private Path folder;

  @BeforeEach
  void writePolicy() throws Exception {
    Files.writeString(folder.resolve("key"), Policies.SECRET);
    Files.writeString(
        folder.resolve("letterhead.yaml"),
        """
        version: 1
        secrets:
          key: { file: key }
        providers:
          vllm:
            origin: %s
            rules:
              - inject: Authorization
                from-secret: key
                as: bearer
              - allow: X-Tenant
              - set: X-Caller
                to: team-a
                when: { callers: [team-a] }
        """
            .formatted(origin.uri()));
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void everyProgramOfThePageIsRunHere() throws Exception {
    assertThat(programs()).containsOnlyKeys("Start", "Refusal", "Headers", "Reload");
    assertThat(Files.readString(PAGE).split("```java", -1)).hasSize(programs().size() + 1);
  }

  @Test
  void theFirstProgramSendsThePolicysKey() throws Exception {
    assertThat(run("Start")).isEqualTo("ok\n");
    assertThat(origin.requests()).hasSize(1);
    assertThat(origin.requests().get(0).values("Authorization"))
        .containsExactly("Bearer " + Policies.SECRET);
  }

  @Test
  void theRefusalNamesTheFieldAndNothingIsSent() throws Exception {
    assertThat(run("Refusal")).startsWith("MALFORMED_VALUE X-Tenant: ").doesNotContain("acme");
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void aRequestsOwnFieldStandsInPlaceOfTheClients() throws Exception {
    run("Headers");
    List<WireMessage> requests = origin.requests();
    assertThat(requests.get(0).values("X-Tenant")).containsExactly("umbrella");
    assertThat(requests.get(0).values("X-Caller")).containsExactly("team-a");
    assertThat(requests.get(1).values("X-Tenant")).containsExactly("acme");
    assertThat(requests.get(1).values("X-Caller")).isEmpty();
  }

  @Test
  void theProgramThatReloadsSendsTwice() throws Exception {
    run("Reload");
    assertThat(origin.requests()).hasSize(2);
    assertThat(origin.connections()).isEqualTo(1);
  }

  /** Compiles and runs a program; what it prints. */
  private String run(String name) throws Exception {
    Path source = folder.resolve(name + ".java");
    Files.writeString(
        source,
        requireNonNull(programs().get(name))
            .replace("http://localhost:8000", origin.uri().toString())
            .replace("\"letterhead.yaml\"", "\"" + folder.resolve("letterhead.yaml") + "\""));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-Xlint:all,-processing",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString(),
                    source.toString()))
        .isZero();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static Map<String, String> programs() throws Exception {
    return PROGRAM
        .matcher(Files.readString(PAGE))
        .results()
        .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
  }
}
