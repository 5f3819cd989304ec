package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;

/**
 * What holds of every text as a policy file: it is loaded, or has problems, each at a place of the
 * file; none shows a planted secret; what is loaded serves requests, and loads so again.
 */
final class LoadLaws {

  private static final String SECRET = "s3cr3t-of-the-gateway";
  private static final PlugIns PLUG_INS =
      PlugIns.of(
          List.of(new Kept("env"), new Kept("file")),
          PlugIns.installed().schemes().values().asList(),
          List.of(new StampVerb()));

  private LoadLaws() {}

  static void check(String text) {
    Loaded loaded = PolicyFiles.load("fuzz.yaml", text, PLUG_INS);

    assertThat(loaded.policy().isEmpty())
        .isEqualTo(loaded.problems().stream().anyMatch(Problem::isError));
    assertThat(loaded.problems()).isSortedAccordingTo(Problem.ORDER);
    List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
    loaded.problems().forEach(problem -> checkProblem(problem, lines));
    String rendered = ProblemRenderer.plain().render(loaded);
    assertThat(rendered + loaded.problems() + loaded).doesNotContain(EditedPolicy.MARK);
    assertThat(rendered.isEmpty()).isEqualTo(loaded.problems().isEmpty());

    if (!loaded.hasErrors()) {
      serveAgain(text, loaded);
    }
  }

  /** What loads, loads so again, and serves. */
  private static void serveAgain(String text, Loaded loaded) {
    Loaded again = PolicyFiles.load("fuzz.yaml", text, PLUG_INS);
    assertThat(again.problems()).isEqualTo(loaded.problems());
    serve(again.policy().orElseThrow());
  }

  private static void checkProblem(Problem problem, List<String> lines) {
    Position at = problem.position();
    assertThat(at.line()).isBetween(1, lines.size());
    String line = lines.get(at.line() - 1);
    int length = line.codePointCount(0, line.length());
    assertThat(at.column()).isBetween(1, length + 1);
    assertThat(at.endColumn()).isBetween(at.column(), length + 1);
    assertThat(problem.message() + problem.why() + problem.fix())
        .doesNotContain("\n")
        .doesNotContain("yaml.snake")
        .doesNotContain("java.");
  }

  /** Whatever loads decides requests; and what rejects them shows no secret. */
  private static void serve(CompiledPolicy policy) {
    PolicyGeneration generation = PolicyGeneration.resolve(policy, PLUG_INS);
    for (ProviderPolicy provider : policy.providers().values()) {
      for (String method : List.of("GET", "POST")) {
        OutboundHead out = new OutboundHead();
        Decision decision = generation.evaluate(provider, head(method), out);
        assertThat(decision.toString()).doesNotContain(SECRET);
        for (int i = 0; decision instanceof Decision.Forward && i < out.size(); i++) {
          assertThat(out.owner(i) == Owner.CALLER && out.value(i).contains("caller's")).isFalse();
        }
      }
    }
  }

  private static RequestHead head(String method) {
    return RequestHead.builder(method, RequestTarget.parse("/v1/chat?api-key=1"))
        .caller("key/team-a")
        .add("Authorization", "Bearer caller's")
        .add("Cookie", "caller's")
        .add("X-Tenant", "blue")
        .add("X-Tier", "free")
        .add("traceparent", "00-0-0-00")
        .add("X-LlamaStack-Provider-Data", "{\"maas_model\":\"m\",\"vllm_extra_headers\":{}}")
        .build();
  }

  /** A source of one secret, whatever the key: no fuzzer reads this machine's. */
  private record Kept(String name) implements SecretSource {
    @Override
    public String read(String key) {
      return SECRET;
    }
  }
}
