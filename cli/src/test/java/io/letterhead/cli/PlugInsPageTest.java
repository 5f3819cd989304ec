package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.RuleVerb;
import io.letterhead.policy.spi.SecretSource;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of the page about plug-ins, built as a jar of its own and put on the class path. */
@Timeout(120)
class PlugInsPageTest {

  @TempDir Path folder;

  @BeforeEach
  void build() throws Exception {
    PlugInsPage.build(folder);
  }

  @Test
  void thePageHasOneFileOfEachKind() throws Exception {
    assertThat(PlugInsPage.files().keySet())
        .containsExactly(
            "com/acme/PropertiesSource.java",
            "com/acme/ApiKeyScheme.java",
            "com/acme/ShardVerb.java",
            "META-INF/services/" + SecretSource.class.getName(),
            "META-INF/services/" + CredentialScheme.class.getName(),
            "META-INF/services/" + RuleVerb.class.getName(),
            "letterhead.yaml");
  }

  @Test
  void aRequestLeavesWithWhatThePlugInsMake() throws Exception {
    Path secrets = folder.resolve("acme.properties");
    Files.writeString(secrets, "search = s3cr3t-of-search\n");
    String text =
        Files.readString(folder.resolve("letterhead.yaml"))
            .replace("/run/secrets/acme.properties", secrets.toString());

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.resolve("acme.jar").toUri().toURL()})) {
      PlugIns plugIns =
          PlugIns.of(
              all(SecretSource.class, loader),
              all(CredentialScheme.class, loader),
              all(RuleVerb.class, loader));
      CompiledPolicy policy =
          PolicyFiles.load("letterhead.yaml", text, plugIns).policy().orElseThrow();
      PolicyGeneration generation = PolicyGeneration.resolve(policy, plugIns);
      ProviderPolicy provider = policy.providers().values().iterator().next();
      OutboundHead out = new OutboundHead();
      Decision decision =
          generation.evaluate(
              provider,
              RequestHead.builder("GET", RequestTarget.parse("/"))
                  .add("X-Tenant", "acme")
                  .add("X-Shard", "3")
                  .add("Authorization", "ApiKey mine")
                  .build(),
              out);

      assertThat(decision).isInstanceOf(Decision.Forward.class);
      assertThat(fields(out))
          .containsExactlyInAnyOrder(
              "X-Tenant: acme", "X-Shard: 14", "Authorization: ApiKey s3cr3t-of-search");
    }
  }

  @Test
  void aPolicyThatUsesThemIsValidWhereTheyAreInstalledAndOnlyThere() throws Exception {
    assertThat(run("acme.jar", 0, "check", "letterhead.yaml"))
        .contains("X-Shard")
        .contains("shard X-Shard");
    assertThat(run("", 2, "check", "letterhead.yaml"))
        .contains("[unknown-source]")
        .contains("`env`, `file`")
        .contains("[unknown-scheme]")
        .contains("[unknown-verb]");
  }

  @Test
  void aPlugInThatCannotBeLoadedIsOneLine() throws Exception {
    List<String> shown = PlugInsPage.consoles().get(1).lines().toList();

    assertThat(shown.get(0)).endsWith("./letterhead check letterhead.yaml");
    assertThat(run("broken.jar", 1, "check", "letterhead.yaml"))
        .isEqualTo(shown.get(1) + System.lineSeparator());
  }

  /** Runs the command in a process whose class path has one jar more. */
  private String run(String jar, int code, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        PlugInsPage.classPath() + (jar.isEmpty() ? "" : File.pathSeparator + folder.resolve(jar)));
    command.add(Letterhead.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(out).isEqualTo(code);
    return out;
  }

  private static <T> List<T> all(Class<T> kind, ClassLoader loader) {
    return ServiceLoader.load(kind, loader).stream().map(ServiceLoader.Provider::get).toList();
  }

  private static List<String> fields(OutboundHead out) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      fields.add(out.name(i) + ": " + out.value(i));
    }
    return fields;
  }
}
