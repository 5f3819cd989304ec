package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.cli.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {

  @Test
  void anInvalidPolicyDoesNotStart() {
    Run run = Run.of("serve", "--policy", Run.BROKEN);

    assertThat(run.err()).contains("[sealed-target]");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anAddressInUseIsSaid() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String listen = "127.0.0.1:" + taken.getLocalPort();

      Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", listen);

      assertThat(run.err())
          .contains("letterhead: cannot listen on http://" + listen + ": Address already in use");
      assertThat(run.out()).isEmpty();
      assertThat(run.code()).isEqualTo(1);
    }
  }

  @Test
  void anAddressBeyondLoopbackNeedsPermission() {
    Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", "0.0.0.0:0");

    assertThat(run.err())
        .startsWith("letterhead: invalid config\n--listen:1:1: error: `0.0.0.0` is not loopback")
        .contains("[listen-without-callers]", "--callers none");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aPolicyOrAnOriginIsNeededAndNotBoth() {
    assertThat(Run.of("serve").code()).isEqualTo(1);
    assertThat(Run.of("serve", "--origin", "http://localhost:1").code()).isEqualTo(1);
    assertThat(Run.of("serve", "--policy=a", "--origin=http://localhost:1", "--key-env=K").code())
        .isEqualTo(1);
  }

  @Test
  void aKeyInThePlaceOfItsVariableIsNotShown() {
    Run run = Run.of("serve", "--origin", "http://localhost:1", "--key-env", "sk-secret-1");

    assertThat(run.err()).contains("never the key").doesNotContain("sk-secret-1");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void anOriginThatIsReachedInClearIsAnInvalidPolicy() {
    Run run = Run.of("serve", "--origin", "http://model.example", "--key-env", "KEY");

    assertThat(run.err()).contains("[cleartext-origin]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anOriginAndItsKeyGiveAPolicyThatChecks() {
    assertThat(OriginPolicy.text("https://model.example/v2", "MODEL_KEY"))
        .isEqualTo(
            """
            version: 1
            secrets:
              key: { env: MODEL_KEY }
            providers:
              origin:
                origin: "https://model.example/v2"
                rules:
                  - inject: Authorization
                    from-secret: key
                    as: bearer
                  - allow: ["@tracing", "@sdk"]
            """);
  }

  @Test
  void anAddressIsAHostWithAPort() {
    for (String bad : new String[] {"8080", "localhost", ":8080", "::1:80", "h:70000", "h:x"}) {
      Run run = Run.of("serve", "--policy", Run.SMALL, "--listen", bad);
      assertThat(run.err()).contains("is not HOST:PORT");
      assertThat(run.code()).isEqualTo(2);
    }
    assertThat(Run.of("demo", "--listen", "8080").err()).contains("'8080' is not HOST:PORT");
  }

  @Test
  void everythingThatIsWrongWithAConfigIsSaid() {
    Run run =
        Run.of(
            "serve",
            "--policy=" + Run.SMALL,
            "--config=src/test/resources/config/bad/bad-duration.yaml",
            "--limits-body=10MB",
            "--hosts=a:1",
            "--hosts=b:1");

    assertThat(run.err())
        .contains(
            "bad-duration.yaml:1:22: error: `10` is no time for `timeouts.connect` [bad-duration]",
            "--limits-body:1:1: error: `10MB` is no size for `limits.body` [bad-size]",
            "--hosts:1:1: error: `a:1` is no host",
            "--hosts:1:5: error: `b:1` is no host");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aConfigIsHeldAgainstThePolicy() {
    Run run = Run.of("serve", "--policy", Run.SMALL, "--routes", "/llm: nobody");

    assertThat(run.err())
        .contains("--routes:1:7: error: there is no provider `nobody` [unknown-provider]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void variablesAreReadToo() {
    Run run = serve(Map.of("LETTERHEAD_POLICY", Run.SMALL, "LETTERHEAD_MODE", "log"));

    assertThat(run.err()).contains("LETTERHEAD_MODE:1:1: error: `mode` is `log` [bad-word]");
    assertThat(run.code()).isEqualTo(2);
    assertThat(serve(Map.of("LETTERHEAD_POLICY", Run.BROKEN)).err()).contains("[sealed-target]");
    assertThat(
            serve(Map.of("LETTERHEAD_POLICY", Run.SMALL, "LETTERHEAD_CONFIG", "none.yaml")).err())
        .contains("none.yaml:1:1: error: there is no such file [unreadable-file]");
  }

  @Test
  void theHelpListsEverySettingInItsGroup() {
    Run run = Run.of("serve", "--help");

    assertThat(Setting.values())
        .allSatisfy(setting -> assertThat(run.out()).containsPattern(setting.flag() + "[= ]"));
    assertThat(run.out())
        .containsSubsequence(
            "\nListening and routing:\n",
            "\nCallers:\n",
            "\nTimeouts and limits:\n",
            "\nRecords:\n");
  }

  @Test
  void aPolicyThatLetsCallersBringTheirKeysInPlaceOfTheGatewaysIsNotServedWithCallers(
      @TempDir Path folder) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            version: 1
            secrets: { key: { env: MODEL_KEY } }
            providers:
              model:
                origin: http://localhost:1
                rules:
                  - inject: Authorization
                    from-secret: key
                    as: bearer
                    caller-may-bring: { header: Authorization }
            """);
    String keys = "--callers-keys=team-a: sha256:" + "0".repeat(64);

    Run run = Run.of("serve", "--policy=" + policy, keys, "--listen=127.0.0.1:0");

    assertThat(run.err()).contains("cannot be served with callers", "[caller-key-brought]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aFileOfUsersThatCannotBeUsedIsAnInvalidConfig(@TempDir Path folder) throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "alice:in-clear\n");

    Run run =
        Run.of(
            "serve",
            "--policy=" + Run.SMALL,
            "--callers-htpasswd=" + users,
            "--listen=127.0.0.1:0");

    assertThat(run.err())
        .contains("letterhead: invalid config\nhtpasswd: line 1: ")
        .doesNotContain("in-clear");
    assertThat(run.code()).isEqualTo(2);
  }

  private static Run serve(Map<String, String> environment) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine letterhead = Letterhead.commandLine();
    letterhead.setOut(new PrintWriter(out, true));
    letterhead.setErr(new PrintWriter(err, true));
    ServeCommand serve =
        Objects.requireNonNull(letterhead.getSubcommands().get("serve")).getCommand();
    serve.in(environment);
    int code = letterhead.execute("serve");
    return new Run(code, out.toString(), err.toString());
  }
}
