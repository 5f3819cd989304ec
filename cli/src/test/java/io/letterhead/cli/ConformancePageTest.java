package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.SuitePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page about conformance shows is what the command does. */
@Timeout(120)
class ConformancePageTest {

  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final Pattern COMMAND = Pattern.compile("\\./letterhead ([^>\\n]*)");

  @TempDir private Path folder;

  @Test
  void aGatewayIsMeasuredAsThePageSays() throws IOException {
    String origin = "127.0.0.1:" + freePort();
    Run policy = run(commands(blocks("sh").get(0)).get(0).replace("127.0.0.1:9000", origin));
    assertThat(policy.code()).isZero();
    Path secret = folder.resolve("secret");
    Files.writeString(secret, SuitePolicy.CREDENTIAL);
    Files.writeString(
        folder.resolve("letterhead.yaml"),
        policy.out().replace("env: CONFORMANCE_CREDENTIAL", "file: " + secret));
    Files.writeString(folder.resolve("gateway.yaml"), "callers: none\n");
    assertThat(blocks("sh").get(1)).contains("=" + SuitePolicy.CREDENTIAL + " ");

    try (FolderGateway gateway = FolderGateway.start(folder, Map.of())) {
      String shown = blocks("console").get(0);
      int end = shown.indexOf('\n');
      Run run =
          run(
              shown
                  .substring("$ ./letterhead ".length(), end)
                  .replace("127.0.0.1:9000", origin)
                  .replace("127.0.0.1:8080", "127.0.0.1:" + gateway.port()));

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).matches(pattern(shown.substring(end + 1)));
      assertThat(run.code()).isZero();
    }
  }

  /** An ellipsis stands for anything. */
  private static Pattern pattern(String shown) {
    List<String> parts = Splitter.on("…").splitToList(shown);
    String pattern = String.join(".*", parts.stream().map(Pattern::quote).toList());
    return Pattern.compile(pattern, Pattern.DOTALL);
  }

  @Test
  void everyCommandIsOne() throws IOException {
    List<String> commands = blocks("sh").stream().flatMap(b -> commands(b).stream()).toList();

    assertThat(commands).hasSize(5);
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(Letterhead.commandLine().parseArgs(words(command)).hasSubcommand())
                    .isTrue());
  }

  @Test
  void everyWordAndFormatIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(Outcome.values())
        .allSatisfy(outcome -> assertThat(page).contains("| `" + outcome.id() + "` |"));
    assertThat(ConformanceFormat.values())
        .allSatisfy(format -> assertThat(page).contains("| `" + format + "` |"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static Run run(String command) {
    return Run.of(words(command));
  }

  private static List<String> commands(String block) {
    return COMMAND
        .matcher(block.replace("\\\n", ""))
        .results()
        .map((MatchResult match) -> match.group(1).strip())
        .toList();
  }

  private static String[] words(String command) {
    return Splitter.on(CharMatcher.whitespace())
        .omitEmptyStrings()
        .splitToList(command)
        .toArray(new String[0]);
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```");
    return block.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }
}
