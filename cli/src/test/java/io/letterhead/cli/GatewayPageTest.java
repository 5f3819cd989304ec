package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.Setting;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.PlugIns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about the gateway says of files and flags holds. */
class GatewayPageTest {

  private static final int FIRST_CODE = 10;

  @TempDir Path folder;

  @Test
  void thePageBeginsWithAnExample() throws Exception {
    assertThat(GatewayPage.text().lines().toList().indexOf("```yaml")).isLessThan(FIRST_CODE);
  }

  @Test
  void everyPolicyLoadsWithoutAWarning() throws Exception {
    assertThat(GatewayPage.policies())
        .hasSize(2)
        .allSatisfy(
            text -> {
              Loaded loaded = PolicyFiles.load("letterhead.yaml", text, PlugIns.installed());
              assertThat(loaded.problems()).as(loaded.problems().toString()).isEmpty();
            });
  }

  @Test
  void everyConfigLoadsAndGoesWithThePolicy() throws Exception {
    GatewayPage.layOut(folder, overTls(GatewayPage.policies().get(0)), "");
    Loaded policy = PolicyFiles.load(folder.resolve("letterhead.yaml"), PlugIns.installed());
    assertThat(GatewayPage.configs()).hasSize(2);
    for (String text : GatewayPage.configs()) {
      Files.writeString(folder.resolve("gateway.yaml"), text);
      GatewaySettings settings = GatewayPage.settings(folder.resolve("gateway.yaml"));

      assertThat(settings.problems().text(ProblemRenderer.plain())).isEmpty();
      assertThat(settings.against(policy.policy().orElseThrow()).text(ProblemRenderer.plain()))
          .isEmpty();
    }
  }

  @Test
  void theConfigWithEveryKeyHasEveryKey() throws Exception {
    String whole = GatewayPage.configs().get(1);

    assertThat(Setting.values())
        .allSatisfy(
            setting ->
                assertThat(whole)
                    .contains(setting.key().substring(setting.key().lastIndexOf('.') + 1) + ":"));
  }

  @Test
  void theTableOfKeysIsTheTableOfSettings() throws Exception {
    assertThat(GatewayPage.table("key").stream().map(row -> row.subList(0, 4)))
        .containsExactlyElementsOf(
            Arrays.stream(Setting.values())
                .map(
                    setting ->
                        List.of(
                            code(setting.key()),
                            code(setting.flag()),
                            code(setting.variable()),
                            setting.byDefault().map(GatewayPageTest::code).orElse("")))
                .toList());
  }

  @Test
  void theKeysThatWaitForARestartAreThoseOfTheTable() throws Exception {
    GatewayPage.layOut(
        folder, overTls(GatewayPage.policies().get(0)), GatewayPage.configs().get(0));
    try (FolderGateway gateway = FolderGateway.start(folder, Map.of())) {
      Files.writeString(
          folder.resolve("gateway.yaml"),
          GatewayPage.configs()
              .get(1)
              .replace("file: ", "file: " + folder + "/")
              .replace("https://idp.example/keys", "http://localhost:1/")
              .replaceAll("([1-9])([0-9]*)(s|KiB|MiB|,| })", "$1$2" + "1$3")
              .replace("http: 21", "http: 2"));

      List<String> waiting =
          gateway.replace(
              FolderGateway.read(
                  folder,
                  Map.of(Setting.LISTEN, "127.0.0.1:1", Setting.ADMIN_LISTEN, "127.0.0.1:2")));
      assertThat(waiting).contains("tls"); // on or off; a new certificate does not wait
      assertThat(waiting.stream().filter(key -> !key.equals("tls")))
          .containsExactlyInAnyOrderElementsOf(
              GatewayPage.table("key").stream()
                  .filter(row -> row.get(4).equals("restart"))
                  .map(row -> row.get(0).replace("`", ""))
                  .toList());
    }
    assertThat(GatewayPage.table("key"))
        .allSatisfy(row -> assertThat(row.get(4)).isIn("reload", "restart"));
  }

  @Test
  void theDigestOfAKeyIsMadeAsThePageSays() throws Exception {
    List<String> shell = GatewayPage.blocks("sh");
    assertThat(shell).hasSize(1);
    String known = shell.get(0).replaceFirst("KEY=.*", "KEY=" + GatewayPage.KEY);
    Process process = new ProcessBuilder("sh", "-c", known).start();
    String digest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(GatewayPage.configs())
        .allSatisfy(config -> assertThat(config).contains("team-a: \"" + digest.strip() + "\""));
  }

  @Test
  void theCommandsOfThePageExist() throws Exception {
    assertThat(GatewayPage.blocks("console")).hasSize(1);
    String command = GatewayPage.blocks("console").get(0).lines().findFirst().orElse("");
    List<String> words = Splitter.on(' ').splitToList(command);

    assertThat(
            Letterhead.commandLine()
                .parseArgs(words.subList(2, words.size()).toArray(new String[0]))
                .hasSubcommand())
        .isTrue();
  }

  /** As `upstreams` needs it. */
  private static String overTls(String policy) {
    return policy.replace("http://localhost:8000", "https://localhost:8000");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
