package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import io.letterhead.cli.config.Setting;
import io.letterhead.cli.serving.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit is well-formed, hardened, and fits the policy and the config beside it. */
class SystemdExampleTest {

  private static final Path FOLDER = ExampleFolder.ROOT.resolve("systemd");
  private static final String UNIT = "letterhead.service";
  private static final String JAVA = "/usr/bin/java";
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final double MOST_EXPOSED = 2.0;

  /** Of systemd.unit(5), systemd.service(5), systemd.exec(5) and systemd.kill(5): what is used. */
  private static final Map<String, ImmutableSet<String>> KNOWN =
      Map.of(
          "Unit", words("Description Wants After"),
          "Install", words("WantedBy"),
          "Service",
              words(
                  "Type User LoadCredential ExecStart ExecReload Restart TimeoutStopSec"
                      + " LimitNOFILE LogsDirectory LogsDirectoryMode UMask ProtectSystem"
                      + " ProtectHome PrivateTmp PrivateDevices ProtectProc ProtectClock"
                      + " ProtectHostname ProtectKernelLogs ProtectKernelModules"
                      + " ProtectKernelTunables ProtectControlGroups NoNewPrivileges"
                      + " CapabilityBoundingSet AmbientCapabilities RestrictAddressFamilies"
                      + " RestrictNamespaces RestrictRealtime RestrictSUIDSGID RemoveIPC"
                      + " LockPersonality SystemCallArchitectures SystemCallFilter"
                      + " SystemCallErrorNumber"));

  @TempDir Path folder;

  @Test
  void everyDirectiveIsKnownInItsSection() throws IOException {
    String section = "";
    for (String line : Files.readAllLines(FOLDER.resolve(UNIT))) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
        assertThat(KNOWN).containsKey(section);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        assertThat(line).contains("=");
        assertThat(KNOWN.getOrDefault(section, ImmutableSet.of()))
            .contains(line.substring(0, line.indexOf('=')));
      }
    }
  }

  @Test
  void itRunsAsAUserWithoutRightsAndReloadsBySighup() throws IOException {
    ListMultimap<String, String> unit = unit();

    assertThat(unit.get("User")).containsExactly("letterhead");
    assertThat(unit.get("ExecReload")).containsExactly("/bin/kill -HUP $MAINPID");
    assertThat(unit.get("NoNewPrivileges")).containsExactly("yes");
    assertThat(unit.get("CapabilityBoundingSet")).containsExactly("");
    assertThat(unit.get("ProtectSystem")).containsExactly("strict");
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .containsPattern("useradd --system .* letterhead\n");
  }

  @Test
  void theCredentialIsTheSecretOfThePolicy() throws IOException {
    String loaded = unit().get("LoadCredential").get(0);
    String id = loaded.substring(0, loaded.indexOf(':'));

    assertThat(Files.readString(FOLDER.resolve("letterhead.yaml")))
        .contains("{ file: /run/credentials/" + UNIT + "/" + id + " }");
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains(id + " " + loaded.substring(loaded.indexOf(':') + 1));
  }

  @Test
  void theServiceMayWriteWhereTheConfigWrites() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("gateway.yaml")))
        .contains("/var/log/" + unit().get("LogsDirectory").get(0) + "/audit.jsonl");
  }

  @Test
  void whatItStartsIsACommandThatServesThePolicyAndTheConfig() throws IOException {
    List<String> words = Splitter.on(' ').splitToList(unit().get("ExecStart").get(0));
    List<String> command = words.subList(words.indexOf("-jar") + 2, words.size());
    assertThat(words.get(0)).isEqualTo(JAVA);
    assertThat(Letterhead.commandLine().parseArgs(command.toArray(new String[0])).hasSubcommand())
        .isTrue();
    ExampleFolder.copy(
        "systemd",
        folder,
        Map.of(
            "/run/credentials/letterhead.service", folder.resolve("secrets").toString(),
            "/var/log/letterhead", folder.toString()));
    ExampleFolder.secret(folder, "vllm-token", "the-token-of-vllm");

    Reading reading = FolderGateway.read(folder, Map.of(Setting.LISTEN, "127.0.0.1:8080"));

    assertThat(reading.text()).isEmpty();
    assertThat(reading.revision().orElseThrow().policy().unusable()).isEmpty();
  }

  @Test
  void systemdFindsNothingWrongWithItAndLittleExposed() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path unit = folder.resolve(UNIT);
    Files.writeString(unit, Files.readString(FOLDER.resolve(UNIT)).replace(JAVA, java.toString()));

    assertThat(analyze("verify", "--man=no", unit.toString())).isEmpty();
    Matcher level =
        Pattern.compile("exposure level for \\S+: ([0-9.]+)")
            .matcher(analyze("security", "--offline=true", "--no-pager", unit.toString()));
    assertThat(level.find()).isTrue();
    assertThat(Double.parseDouble(level.group(1))).isLessThan(MOST_EXPOSED);
  }

  private static String analyze(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static ListMultimap<String, String> unit() throws IOException {
    ListMultimap<String, String> unit = LinkedListMultimap.create();
    for (String line : Files.readAllLines(FOLDER.resolve(UNIT))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        unit.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return unit;
  }

  private static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(text));
  }
}
