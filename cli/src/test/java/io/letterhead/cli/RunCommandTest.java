package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What keeps a model server from being started at all. */
class RunCommandTest {

  private static final String INJECT =
      "[ { inject: Authorization, from-secret: key, as: bearer } ]";

  @TempDir Path folder;
  private Path started;

  @BeforeEach
  void layOut() throws IOException {
    started = folder.resolve("started");
    Files.writeString(folder.resolve("key"), "the-key-of-vllm\n");
  }

  @Test
  void theCommandStandsBehindTwoDashes() throws Exception {
    Path policy = policy("http://127.0.0.1:1", INJECT);
    String[][] wrong = {
      {}, {"--"}, {"touch", started.toString()}, {"touch", "--", started.toString()}
    };
    for (String[] words : wrong) {
      Run run = run(policy, List.of(), words);

      assertThat(run.err()).contains("letterhead: what to run is missing: end with -- COMMAND");
      assertThat(run.code()).isEqualTo(1);
    }
    assertThat(started).doesNotExist();
  }

  @Test
  void aPolicyAndAProviderAreNeeded() throws Exception {
    assertThat(Run.of("run", "--provider=vllm", "--", "true").err())
        .contains("what to serve is missing: --policy FILE");
    assertThat(Run.of("run", "--policy=p", "--", "true").err()).contains("'--provider=NAME'");
    assertThat(Run.of("run", "--policy", Run.BROKEN, "--provider=model", "--", "true").code())
        .isEqualTo(2);
    refused(
        run(policy("http://127.0.0.1:1", INJECT), List.of("--provider=openai"), touch()),
        "there is no provider openai in the policy; it has vllm");
  }

  @Test
  void anOriginElsewhereIsNoChild() throws Exception {
    refused(
        run(policy("https://model.example", INJECT), List.of(), touch()),
        "the origin of provider vllm is https://model.example; a model server that is started"
            + " here is reached on localhost, 127.0.0.1 or ::1");
  }

  @Test
  void aCommandThatIsNotThereIsSaid() throws Exception {
    Path policy = policy("http://127.0.0.1:1", INJECT);
    Path file = Files.writeString(folder.resolve("file"), "");
    String[][] wrong = {
      {"no-such-program", "there is no command no-such-program on the PATH"},
      {"./no-such-program", "there is no file ./no-such-program"},
      {file.toString(), file + " may not be executed"},
      {folder.toString(), folder + " is a folder"},
      {"", "the command's name is empty"}
    };
    for (String[] each : wrong) {
      refused(
          run(policy, List.of(), "--", each[0]), "the model server cannot be started: " + each[1]);
    }
  }

  @Test
  void aSecretThatIsNotThereIsSaid() throws Exception {
    Files.delete(folder.resolve("key"));
    refused(
        run(policy("http://127.0.0.1:1", INJECT), List.of(), touch()),
        "provider vllm: secret key: there is no file " + folder.resolve("key"));
  }

  @Test
  void aKeyThatIsNoBearerTokenCannotBeGiven() throws Exception {
    Path policy =
        policy("http://127.0.0.1:1", "[ { inject: X-Api-Key, from-secret: key, as: raw } ]");

    refused(
        run(policy, List.of("--child-key-env=VLLM_API_KEY"), touch()),
        "requests to provider vllm carry no bearer token in `Authorization`, so --child-key-env"
            + " has none to give");
  }

  @Test
  void aKeyInThePlaceOfItsVariableIsNotShown() throws Exception {
    Run run =
        run(policy("http://127.0.0.1:1", INJECT), List.of("--child-key-env=sk-secret"), touch());

    assertThat(run.err()).contains("never the key").doesNotContain("sk-secret");
    assertThat(run.code()).isEqualTo(1);
    assertThat(started).doesNotExist();
  }

  @Test
  void aQuestionThatThePolicyRejectsIsSaid() throws Exception {
    Path policy =
        policy(
            "http://127.0.0.1:1",
            "[ { inject: Authorization, from-secret: key, as: bearer }, { allow: X-Tenant }, {"
                + " require: X-Tenant } ]");

    refused(
        run(policy, List.of(), touch()),
        "the policy rejects `GET /health` to provider vllm, so it cannot be asked whether it is"
            + " up: required");
    refused(
        run(policy, List.of("--health=health"), touch()),
        "--health is no path, such as /health: health");
  }

  @Test
  void whoeverListensAlreadyIsNotTakenForTheServer() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String at = "127.0.0.1:" + other.getLocalPort();

      refused(
          run(policy("http://" + at, INJECT), List.of(), touch()),
          "something listens at "
              + at
              + " already, and would be taken for the model server;"
              + " end it, or choose another port");
    }
  }

  @Test
  void aTimeHasAUnit() throws Exception {
    for (String bad : new String[] {"10", "0s", "25h", "1d", "-1s", "99999999999s"}) {
      Run run =
          run(policy("http://127.0.0.1:1", INJECT), List.of("--ready-timeout=" + bad), touch());

      assertThat(run.err()).contains("'" + bad + "' is no time from 1ms to 24h");
      assertThat(run.code()).isEqualTo(1);
    }
  }

  private void refused(Run run, String message) {
    assertThat(run.err()).contains("letterhead: " + message).doesNotContain("the-key-of-vllm");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
    assertThat(started).doesNotExist();
  }

  private String[] touch() {
    return new String[] {"--", "touch", started.toString()};
  }

  private Path policy(String origin, String rules) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        "version: 1\nsecrets: { key: { file: key } }\nproviders:\n  vllm: { origin: \""
            + origin
            + "\", rules: "
            + rules
            + " }\n");
  }

  private static Run run(Path policy, List<String> flags, String... words) {
    List<String> arguments = new ArrayList<>(List.of("run", "--policy=" + policy));
    arguments.addAll(flags);
    if (flags.stream().noneMatch(flag -> flag.startsWith("--provider"))) {
      arguments.add("--provider=vllm");
    }
    arguments.addAll(List.of(words));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine letterhead = Letterhead.commandLine();
    letterhead.setOut(new PrintWriter(out, true));
    letterhead.setErr(new PrintWriter(err, true));
    RunCommand command =
        Objects.requireNonNull(letterhead.getSubcommands().get("run")).getCommand();
    command.in(Map.of("PATH", System.getenv("PATH")));
    int code = letterhead.execute(arguments.toArray(new String[0]));
    return new Run(code, out.toString(), err.toString());
  }
}
